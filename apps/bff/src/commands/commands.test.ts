import { expect, test } from 'vitest'
import { readOptions } from '../read-options.ts'
import { describeCommands, findCommand, runCommand } from './commands.ts'
import { serve } from './serve.ts'

test('a command is found by its name; what is none is refused with those that there are', () => {
  expect(findCommand('serve')).toBe(serve)
  for (const name of ['verfy', 'toString'])
    expect(() => findCommand(name)).toThrow(`There is no command "${name}". The commands are: serve,`)
  expect(describeCommands()).toMatch(/^ {2}serve {2,}serves the console/)
})

test.each(['serve', 'rotate-key'])('what comes after %s, which takes nothing, is refused', async (name) => {
  const options = readOptions([name, 'extra'], {})
  if (options === 'help') throw new Error('No help was asked for')
  await expect(runCommand(options)).rejects.toThrow(`"extra" is one command too many after "${name}"`)
})
