import { DataError } from '@bindery/engine'
import { describeCommands, runCommand } from './commands/commands.ts'
import { help, readOptions } from './read-options.ts'
import { StartError } from './start-error.ts'

async function start(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env)
  if (options === 'help') return void process.stdout.write(help(describeCommands()))
  await runCommand(options)
}

start().catch((error: unknown) => {
  const inWords = error instanceof StartError || error instanceof DataError
  const told = inWords ? error.message : error instanceof Error ? error.stack : String(error)
  process.stderr.write(`${told}\n`)
  process.exitCode = 1
})
