import type { ServerOptions } from '../read-options.ts'
import { StartError } from '../start-error.ts'
import type { Command } from './command.ts'
import { inviteAdmin } from './invite-admin.ts'
import { rotateKey } from './rotate-key.ts'
import { serve } from './serve.ts'
import { verifyAudit } from './verify-audit.ts'

/** All commands by name, in the order of `--help`; without a name, it is `serve`. */
const commands: Readonly<Record<string, Command>> = {
  serve,
  'rotate-key': rotateKey,
  'invite-admin': inviteAdmin,
  'verify-audit': verifyAudit,
}

/** @throws StartError on a name that is none */
export function findCommand(name: string): Command {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command) return command
  throw new StartError(
    `There is no command "${name}". The commands are: ${Object.keys(commands).join(', ')}. See --help.`,
  )
}

/**
 * Does what the options ask for.
 * @throws StartError on a command that is none, or that takes nothing after its name
 */
export async function runCommand(options: ServerOptions): Promise<void> {
  const { command: name, argument } = options
  const command = findCommand(name)
  if (argument !== undefined && command.argument === undefined)
    throw new StartError(`"${argument}" is one command too many after "${name}".\nSee --help.`)
  await command.run(options, argument)
}

/** A line for each command. */
export function describeCommands(): string {
  return Object.entries(commands)
    .map(([name, { summary, argument = '' }]) => `  ${`${name} ${argument}`.padEnd(24)}  ${summary}\n`)
    .join('')
}
