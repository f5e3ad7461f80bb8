import { sharedPostgres } from '@bindery/testbed'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { claimStore } from './claim-store.ts'
import { DataError } from './data-error.ts'
import { openStore, type StorePlace } from './open-store.ts'
import { dialect, temporaryDatabase, temporaryFile } from './test-stores.ts'

const postgres = sharedPostgres()

describe(`a database that a Bindery works on, on ${dialect.name}`, () => {
  const place = async (): Promise<StorePlace> =>
    postgres ? { url: await temporaryDatabase(postgres) } : { file: temporaryFile('data/bindery.sqlite') }

  /** Claims in a process of its own, which goes on until it is killed. */
  async function claimElsewhere(claimed: StorePlace) {
    const module = fileURLToPath(new URL('claim-store.ts', import.meta.url))
    const script = `
      import { claimStore } from ${JSON.stringify(module)}
      await claimStore(${JSON.stringify(claimed)})
      console.log('claimed')
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    await once(child.stdout, 'data')
    return child
  }

  test('is refused to a second one, in words', async () => {
    const claimed = await place()
    await claimElsewhere(claimed)
    const refusal = await claimStore(claimed).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(DataError)
    expect(refusal).toMatchObject({ message: expect.stringContaining('Another Bindery works on') as unknown })
    // Whoever opens it otherwise is not kept out: the threads of that one do.
    await (await openStore(claimed)).close()
  })

  test('is free once that one was stopped, or killed', async () => {
    const claimed = await place()
    const claim = await claimStore(claimed)
    await claim.release()
    const other = await claimElsewhere(claimed)
    other.kill('SIGKILL')
    await once(other, 'exit')
    const after = await claimStore(claimed)
    await after.release()
  })

  test.runIf(postgres)('is held again when its connection was lost', async () => {
    const claimed = await place()
    const claim = await claimStore(claimed)
    onTestFinished(() => claim.release())
    const session = new Client({ connectionString: 'url' in claimed ? claimed.url : '' })
    await session.connect()
    onTestFinished(() => session.end())
    const holders = async () => {
      const { rows } = await session.query<{ pid: number }>(
        `select pid from pg_locks where locktype = 'advisory' and granted
           and database = (select oid from pg_database where datname = current_database())`,
      )
      return rows.map(({ pid }) => pid)
    }
    const [before] = await holders()
    await session.query('select pg_terminate_backend($1)', [before])
    await expect
      .poll(async () => (await holders()).filter((pid) => pid !== before).length, { timeout: 20_000 })
      .toBe(1)
  })

  test.runIf(postgres)('that cannot be reached is told in words', async () => {
    const url = await temporaryDatabase(postgres ?? expect.unreachable())
    const wrong = (change: (other: URL) => void) => {
      const other = new URL(url)
      change(other)
      return claimStore({ url: other.href }).catch((error: unknown) => error)
    }
    expect(await wrong((other) => (other.pathname = '/nowhere'))).toMatchObject({
      name: 'DataError',
      message: expect.stringContaining('does not exist. Create it first') as unknown,
    })
    expect(await wrong((other) => (other.port = '1'))).toMatchObject({
      name: 'DataError',
      message: expect.stringContaining('PostgreSQL cannot be reached') as unknown,
    })
  })
})
