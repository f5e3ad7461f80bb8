import { DataError, openEngine } from '@bindery/engine'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildApp } from './app.ts'
import { listen } from './listen.ts'
import { createLog } from './log.ts'
import { help, readOptions, StartError } from './read-options.ts'

const consoleBuild = fileURLToPath(new URL('../../console/dist', import.meta.url))

async function start(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env)
  if (options === 'help') return void process.stdout.write(help)

  const logger = createLog(options.logLevel, process.stderr)
  const engine = await openEngine(options)
  const allowedHosts = new Set<string>()
  const built = existsSync(consoleBuild)
  if (!built) logger.warn('the console is not built: run pnpm run build; only the API is served')
  const app = await buildApp({
    verbs: engine.verbs,
    ready: () => engine.ready(),
    allowedHosts,
    logger,
    ...(built && { staticDir: consoleBuild }),
  })

  let stopping = false
  const stop = async (signal: string) => {
    // Asked twice: whoever asks does not want to wait.
    if (stopping) process.exit(1)
    stopping = true
    logger.info({ signal }, 'stopping')
    await app.close()
    await engine.close()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal))

  try {
    const url = await listen(app, options, allowedHosts)
    process.stdout.write(`Bindery listens on ${url}\n`)
  } catch (error) {
    await stop('failed start')
    throw error
  }
}

start().catch((error: unknown) => {
  const inWords = error instanceof StartError || error instanceof DataError
  const told = inWords ? error.message : error instanceof Error ? error.stack : String(error)
  process.stderr.write(`${told}\n`)
  process.exitCode = 1
})
