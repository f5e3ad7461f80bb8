import { Client, DatabaseError } from 'pg'
import { setTimeout as pause } from 'node:timers/promises'
import type { Claim } from '../claim-store.ts'
import { DataError } from '../data-error.ts'
import { checkUrl } from './check-url.ts'

/** Two numbers, so that it is none of those that transactions lock. */
const claimLock = '1114205796, 1'
/** One that was killed may still be known to the server. */
const waitMilliseconds = 5000
const askAgainMilliseconds = 250
const connectMilliseconds = 60_000

/**
 * Locks the database for a session of its own. When that breaks off it is made anew and the lock taken again, as soon as
 * the database is back.
 */
export async function claimDatabase(url: string): Promise<Claim> {
  checkUrl(url)
  const closing = new AbortController()
  let session = await open(url)
  const until = performance.now() + waitMilliseconds
  while (!(await lock(session))) {
    if (performance.now() > until) {
      await session.end()
      throw new DataError(
        'Another Bindery works on the database in DATABASE_URL. Stop it first, or give this one a database of its own.',
      )
    }
    await pause(askAgainMilliseconds)
  }
  const holding = hold()
  return {
    release: async () => {
      closing.abort()
      await session.end()
      await holding
    },
  }

  async function hold(): Promise<void> {
    while (!closing.signal.aborted) {
      await new Promise<void>((resolve) => session.once('end', resolve))
      session = (await takeAgain()) ?? session
    }
  }

  async function takeAgain(): Promise<Client | undefined> {
    while (!closing.signal.aborted) {
      await pause(askAgainMilliseconds)
      const next = await open(url).catch(() => undefined)
      if (!next) continue
      if (!closing.signal.aborted && (await lock(next).catch(() => false))) return next
      await next.end()
    }
    return undefined
  }
}

async function open(url: string): Promise<Client> {
  const session = new Client({
    connectionString: url,
    application_name: 'bindery',
    keepAlive: true,
    connectionTimeoutMillis: connectMilliseconds,
  })
  session.on('error', () => undefined)
  try {
    await session.connect()
  } catch (error) {
    throw new DataError(whyNot(error), { cause: error })
  }
  return session
}

async function lock(session: Client): Promise<boolean> {
  const { rows } = await session.query<{ locked: boolean }>(
    `select pg_try_advisory_lock(${claimLock}) as locked`,
  )
  return rows[0]?.locked === true
}

/** The classes of what a server refuses a connection for (PostgreSQL's appendix of error codes). */
function whyNot(error: unknown): string {
  const code = error instanceof DatabaseError ? (error.code ?? '') : ''
  const said = error instanceof Error && error.message !== '' ? ` It said: ${error.message}.` : ''
  if (code.startsWith('28')) return `PostgreSQL refuses the user or password in DATABASE_URL.${said}`
  if (code === '3D000')
    return `The database in DATABASE_URL does not exist. Create it first: createdb.${said}`
  return `PostgreSQL cannot be reached. Check that it runs and is the one in DATABASE_URL.${said}`
}
