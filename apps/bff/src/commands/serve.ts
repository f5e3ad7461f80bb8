import { openEngine } from '@bindery/engine'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildApp } from '../app.ts'
import { assertMayListen } from '../assert-may-listen.ts'
import { listen } from '../listen.ts'
import { createLog } from '../log.ts'
import { openTlsFiles } from '../tls-files.ts'
import type { Command } from './command.ts'

const consoleBuild = fileURLToPath(new URL('../../../console/dist', import.meta.url))

/** Serves the console and its API until a signal ends it. */
export const serve: Command = {
  summary: 'serves the console; what is done when no command is named',
  async run(options) {
    const logger = createLog(options.logLevel, process.stderr)
    const tls = options.tls && (await openTlsFiles(options.tls, logger))
    const engine = await openEngine(options)
    const allowedOrigins = new Set<string>()
    const built = existsSync(consoleBuild)
    if (!built) logger.warn('the console is not built: run pnpm run build; only the API is served')
    const app = await buildApp({
      verbs: engine.verbs,
      admit: (name, credentials) => engine.admit(name, credentials),
      ready: () => engine.ready(),
      allowedOrigins,
      trustedProxies: options.trustedProxies,
      ...(options.publicUrl && { publicUrl: options.publicUrl }),
      ...(tls && { tls }),
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
      assertMayListen(options, engine.setUpToken() === null)
      const url = await listen(app, options, allowedOrigins)
      const browsersOpen = options.publicUrl ?? url
      const token = engine.setUpToken()
      const told = [
        `Bindery listens on ${url}`,
        ...(browsersOpen === url ? [] : [`Browsers open ${browsersOpen}`]),
        // After the #, so that it gets into no log and no Referer header.
        ...(token === null ? [] : [`Make the first admin at ${browsersOpen}/set-up#${token}`]),
      ]
      process.stdout.write(`${told.join('\n')}\n`)
    } catch (error) {
      await stop('failed start')
      throw error
    }
  },
}
