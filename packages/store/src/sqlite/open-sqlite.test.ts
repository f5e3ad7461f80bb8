import { spawnSync } from 'node:child_process'
import { statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from '../open-store.ts'
import { reserveIds } from '../reserve-ids.ts'
import { temporaryFile } from '../test-stores.ts'
import { checkRuntime } from './check-runtime.ts'

async function open() {
  const file = temporaryFile('data/bindery.sqlite')
  const store = await openStore({ file })
  onTestFinished(() => store.close())
  return { file, store }
}

test('the database and its directory are for their owner only', async () => {
  const { file, store } = await open()
  await reserveIds(store.db, 'people', 1)
  expect(statSync(dirname(file)).mode & 0o777).toBe(0o700)
  for (const name of [file, `${file}-wal`]) expect(statSync(name).mode & 0o777).toBe(0o600)
})

test('what is stored is there after closing and opening again', async () => {
  const file = temporaryFile('bindery.sqlite')
  const first = await openStore({ file })
  await reserveIds(first.db, 'people', 4)
  await first.close()
  const second = await openStore({ file })
  onTestFinished(() => second.close())
  expect(await reserveIds(second.db, 'people', 1)).toBe(5)
})

test('a commit survives kill -9 right after it', async () => {
  const file = temporaryFile('bindery.sqlite')
  const module = fileURLToPath(new URL('../index.ts', import.meta.url))
  const script = `
    import { insertMany, openStore } from ${JSON.stringify(module)}
    const store = await openStore({ file: ${JSON.stringify(file)} })
    await insertMany(store.db, 'link_members', [{ link_id: 1, person_id: 1 }])
    process.kill(process.pid, 'SIGKILL')`
  const killed = spawnSync(process.execPath, ['--input-type=module', '--eval', script])
  expect(killed.signal, killed.stderr.toString()).toBe('SIGKILL')
  const store = await openStore({ file })
  onTestFinished(() => store.close())
  expect(await store.db.selectFrom('link_members').selectAll().execute()).toHaveLength(1)
})

test('a transaction that has only read so far is sure of its write: nobody else can write in between', async () => {
  const { file, store } = await open()
  const other = new Sqlite(file, { timeout: 0 })
  onTestFinished(() => void other.close())
  const intrude = () => other.exec('insert into link_members (link_id, person_id) values (1, 1)')
  await store.transaction(async (db) => {
    expect(await db.selectFrom('link_members').selectAll().execute()).toEqual([])
    expect(intrude).toThrow(/locked/)
  })
  expect(intrude).not.toThrow()
})

test('what is no database is refused', async () => {
  const file = temporaryFile('bindery.sqlite')
  writeFileSync(file, 'not a database, but long enough to have a header of its own '.repeat(40))
  await expect(openStore({ file })).rejects.toThrow(/not a database/)
})

test('an old Node is refused in words, before the driver could crash it', () => {
  expect(() => checkRuntime({ node: '20.19.0' })).toThrow(/needs Node.js 22 or newer; this is 20.19.0/)
  expect(() => checkRuntime({ node: '24.1.0' })).not.toThrow()
})
