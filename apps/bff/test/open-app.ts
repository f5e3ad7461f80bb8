import { endpoints, type Endpoint, type EndpointName } from '@bindery/contract'
import { openEngine, type Clock } from '@bindery/engine'
import { openStore, type Database } from '@bindery/store'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '../src/app.ts'
import { createLog } from '../src/log.ts'
import { marker } from './arbitrary-of.ts'

export const ownHost = '127.0.0.1:8420'
export const ownOrigin = `http://${ownHost}`
/** Of every user. */
export const password = `${marker}-correct-horse-battery`

export interface RealApp {
  readonly app: FastifyInstance
  readonly dataDir: string
  /** Another look at the database. */
  readonly database: Database
  readonly setUpToken: string
  /** The time stands still until it is put on. */
  putOn(minutes: number): void
  /** By which the server may be asked for. */
  readonly origins: Set<string>
  ask(request: InjectOptions): Promise<LightMyRequestResponse>
  close(): Promise<void>
}

/**
 * The production app on a real engine, with data of its own in SQLite. Nothing of it is replaced but the clock.
 * @param write gets each line of its most talkative log
 */
export async function openRealApp(write: (line: string) => void = () => undefined): Promise<RealApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bindery-access-'))
  let now = Date.parse('2026-03-01T12:00:00.000Z')
  const clock: Clock = { now: () => new Date(now), after: () => () => undefined }
  const engine = await openEngine({ dataDir, allowNetworks: ['127.0.0.0/8', '::1'], clock })
  const origins = new Set([ownOrigin])
  const app = await buildApp({
    verbs: engine.verbs,
    admit: (name, credentials) => engine.admit(name, credentials),
    ready: () => engine.ready(),
    allowedOrigins: origins,
    logger: createLog('trace', { write }),
  })
  const store = await openStore({ file: join(dataDir, 'bindery.sqlite') })
  let asked = 0
  return {
    app,
    dataDir,
    database: store.db,
    setUpToken: engine.setUpToken() ?? '',
    origins,
    putOn: (minutes) => void (now += minutes * 60_000),
    ask: (request) => app.inject({ remoteAddress: addressOf((asked += 1)), ...request }),
    async close() {
      await store.close()
      await app.close()
      await engine.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** An address makes only so many requests a minute: each comes from another. */
const addressOf = (turn: number) => `10.${(turn >> 16) & 255}.${(turn >> 8) & 255}.${turn & 255}`

export const everyEndpoint = (Object.keys(endpoints) as EndpointName[]).map(
  (name): [EndpointName, Endpoint] => [name, endpoints[name]],
)

/** What the console sends along. */
export const ownHeaders = { host: ownHost, origin: ownOrigin }
export const cookieOf = (secret: string) => ({ cookie: `__Host-bindery=${secret}` })

/** The secret in the cookie that an answer sets; throws when there is none. */
export function secretIn(answer: LightMyRequestResponse): string {
  const cookie = answer.cookies.find(({ name }) => name === '__Host-bindery')
  if (!cookie) throw new Error(`No session was opened: ${answer.body}`)
  return cookie.value
}
