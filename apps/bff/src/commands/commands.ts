import { StartError } from '../start-error.ts'
import type { Command } from './command.ts'
import { rotateKey } from './rotate-key.ts'
import { serve } from './serve.ts'

/** All commands by name, in the order of `--help`; without a name, it is `serve`. */
const commands: Readonly<Record<string, Command>> = {
  serve,
  'rotate-key': rotateKey,
}

/** @throws StartError on a name that is none */
export function findCommand(name: string): Command {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command) return command
  throw new StartError(
    `There is no command "${name}". The commands are: ${Object.keys(commands).join(', ')}. See --help.`,
  )
}

/** A line for each command. */
export function describeCommands(): string {
  return Object.entries(commands)
    .map(([name, { summary }]) => `  ${name.padEnd(24)}  ${summary}\n`)
    .join('')
}
