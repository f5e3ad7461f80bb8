import { expect, test } from 'vitest'
import { describeCommands, findCommand } from './commands.ts'
import { serve } from './serve.ts'

test('a command is found by its name; what is none is refused with those that there are', () => {
  expect(findCommand('serve')).toBe(serve)
  for (const name of ['verfy', 'toString'])
    expect(() => findCommand(name)).toThrow(`There is no command "${name}". The commands are: serve,`)
  expect(describeCommands()).toMatch(/^ {2}serve {2,}serves the console/)
})
