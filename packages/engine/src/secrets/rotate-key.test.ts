import { claimStore, columnsContaining, insertMany, verifyAudit, type Tables } from '@bindery/store'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { recordAlone, systemActor } from '../audit/record-audit.ts'
import { auditSeals } from '../audit/audit-seals.ts'
import { createDirectory } from '../directories/create-directory.ts'
import { lastTestOf, recordTest } from '../directories/test-results.ts'
import { openSecret, parseSecrets } from '../directories/stored-secrets.ts'
import { keepSecrets, password, testInput } from '../directories/test-input.ts'
import { storePlace, type DataPlace } from '../tasks/data-place.ts'
import { request, temporaryDataDir, testContext } from '../test-context.ts'
import { copyData, dataAt } from '../test-data.ts'
import { ownKeyFile } from './key-source.ts'
import { sealedStart } from './keyring.ts'
import { openData, type OpenData } from './open-data.ts'
import { rotateKey } from './rotate-key.ts'
import { sealContexts } from './seal-contexts.ts'
import { sealedColumns } from './sealed-columns.ts'
import { formatKeys, newKey, parseKeys } from './sealing-key.ts'

const images = 900
const keyIds = (dataDir: string) =>
  parseKeys(readFileSync(ownKeyFile(dataDir), 'utf8'))?.map(({ id }) => id) ?? []

const journalRow = {
  run_id: 1,
  state: 'done',
  side: 'directory',
  subject_kind: 'person',
  kind: 'update',
  name: '',
  dn: null,
  effect: '',
  atomic: 1,
  at: '',
  intent: '{}',
  failure: null,
  guard: '{}',
}

/** Data with something in every column that is sealed, closed again. */
async function sealedData(more: Partial<DataPlace> = {}) {
  const dataDir = temporaryDataDir()
  const place: DataPlace = { ...(await dataAt(dataDir)), ...more }
  const open = await openData(place)
  const { store, keyring } = open
  const context = { ...(await testContext()), ...open, dataDir }
  const input = testInput({ secrets: { bindPassword: { set: password }, clientKey: { set: 'KEY' } } })
  const settings = {
    ...input.settings,
    connection: { ...input.settings.connection, bindDn: 'cn=admin', clientCertificate: 'PEM' },
  }
  const { id } = await createDirectory(context)(request('createDirectory', { body: { ...input, settings } }))
  const tested = { at: '2026-03-01T12:00:00.000Z', passed: true, failedStep: null }
  await recordTest(context, { directoryId: id, settings, secrets: keepSecrets }, tested)
  const rows = Array.from({ length: images }, (_, index): Tables['journal'] => ({
    ...journalRow,
    id: index + 1,
    change_id: index + 1,
    directory_id: id,
    before_image:
      index % 9 === 0
        ? null
        : keyring.seal(JSON.stringify({ image: index + 1 }), sealContexts.beforeImage(index + 1)),
  }))
  await insertMany(store.db, 'journal', rows)
  await recordAlone(context, { caller: systemActor, action: 'audit.begun' })
  await store.close()
  return { place, dataDir, directoryId: id, settings, keyId: keyring.keyId }
}

type SealedData = Awaited<ReturnType<typeof sealedData>>

async function withOpen<Result>(
  place: DataPlace,
  work: (open: OpenData) => Promise<Result>,
): Promise<Result> {
  const open = await openData(place)
  try {
    return await work(open)
  } finally {
    await open.store.close()
  }
}

function setJournal(
  { place }: SealedData,
  id: number,
  change: (open: OpenData) => Partial<Tables['journal']>,
): Promise<unknown> {
  return withOpen(place, (open) =>
    open.store.db.updateTable('journal').set(change(open)).where('id', '=', id).execute(),
  )
}

/** Opens each and every thing that was sealed. */
async function everythingOpens({ directoryId }: SealedData, { store, keyring }: OpenData): Promise<void> {
  const { secrets } = await store.db.selectFrom('directories').select('secrets').executeTakeFirstOrThrow()
  const stored = parseSecrets(secrets)
  expect(openSecret(keyring, directoryId, stored, 'bindPassword')).toBe(password)
  expect(openSecret(keyring, directoryId, stored, 'clientKey')).toBe('KEY')
  const rows = await store.db.selectFrom('journal').select(['id', 'before_image']).execute()
  const opened = rows.flatMap(({ id, before_image }) =>
    before_image === null ? [] : keyring.open(before_image, sealContexts.beforeImage(id)),
  )
  expect(opened.toSorted()).toEqual(
    rows.flatMap(({ id }) => (id % 9 === 1 ? [] : JSON.stringify({ image: id }))).toSorted(),
  )
  expect(opened).toHaveLength((images / 9) * 8)
  expect(await verifyAudit(store.db, auditSeals(keyring))).toMatchObject({ broken: false })
}

describe('a rotation', () => {
  test('seals everything with a new key and drops the old one; tests are asked for again', async () => {
    const data = await sealedData()
    const rotation = await rotateKey(data.place)
    expect(rotation).toMatchObject({ oldKeyIds: [data.keyId], rows: 2 + (images / 9) * 8, removeFrom: null })
    expect(keyIds(data.dataDir)).toEqual([rotation.keyId])
    expect(statSync(ownKeyFile(data.dataDir)).mode & 0o777).toBe(0o600)
    await withOpen(data.place, async (open) => {
      await everythingOpens(data, open)
      expect(await columnsContaining(open.store.db, sealedStart(data.keyId))).toEqual([])
      expect(await lastTestOf(open, data.settings, { bindPassword: password, clientKey: 'KEY' })).toBeNull()
      const told = await open.store.db
        .selectFrom('audit')
        .selectAll()
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
      expect(told).toMatchObject({ action: 'key.rotated', actor_kind: 'system' })
      expect(told.details).toContain(rotation.keyId)
      expect(await open.store.db.selectFrom('tests').selectAll().execute()).toEqual([])
    })
  })

  test(
    'that was killed at any step has lost nothing, and the next one goes on',
    { timeout: 120_000 },
    async () => {
      const kept = await sealedData()
      const dataDir = temporaryDataDir()
      let step = 0
      for (; ; step += 1) {
        await copyData(kept.dataDir, dataDir)
        const data = { ...kept, dataDir, place: await dataAt(dataDir) }
        const ended = await rotateUntil(dataDir, step)
        await withOpen(data.place, (open) => everythingOpens(data, open))
        if (ended) break
        const { keyId } = await rotateKey(data.place)
        expect(keyIds(dataDir)).toEqual([keyId])
        await withOpen(data.place, async (open) => {
          await everythingOpens(data, open)
          expect(await columnsContaining(open.store.db, sealedStart(kept.keyId))).toEqual([])
        })
      }
      expect(step).toBeGreaterThanOrEqual(14)
    },
  )

  test('is refused while a Bindery uses the data, and changes nothing', async () => {
    const { place, dataDir, keyId } = await sealedData()
    const claim = await claimStore(storePlace(place))
    onTestFinished(() => claim.release())
    await expect(rotateKey(place)).rejects.toThrow('Another Bindery works on')
    expect(keyIds(dataDir)).toEqual([keyId])
  })

  test('of data that is not there makes none', async () => {
    const dataDir = temporaryDataDir()
    await expect(rotateKey(await dataAt(dataDir))).rejects.toThrow('There is nothing sealed')
    expect(() => statSync(dataDir)).toThrow('ENOENT')
  })

  test('keeps every key when something stays sealed that it does not know of', async () => {
    const data = await sealedData()
    await setJournal(data, 1, ({ keyring }) => ({ effect: keyring.seal('x', 'unknown') }))
    await expect(rotateKey(data.place)).rejects.toThrow(
      `journal.effect still holds something sealed with key ${data.keyId}. All keys are kept.`,
    )
    expect(keyIds(data.dataDir)).toHaveLength(2)
    await withOpen(data.place, (open) => everythingOpens(data, open))
    await setJournal(data, 1, () => ({ effect: '' }))
    await rotateKey(data.place)
    expect(keyIds(data.dataDir)).toHaveLength(1)
  })

  test('keeps every key when something does not open in its row', async () => {
    const data = await sealedData()
    const moved = ({ keyring }: OpenData) => ({
      before_image: keyring.seal('{}', sealContexts.beforeImage(2)),
    })
    await setJournal(data, 3, moved)
    await expect(rotateKey(data.place)).rejects.toThrow(/journal\.before_image holds in row 3 does not open/)
    expect(keyIds(data.dataDir)).toHaveLength(2)
  })
})

describe('a rotation of keys that somebody else keeps', () => {
  test('wants the new key first, seals with it, and says what to remove', async () => {
    const [old, next] = [newKey(), newKey()]
    const data = await sealedData({ keySource: { text: formatKeys([old]) } })
    await expect(rotateKey(data.place)).rejects.toThrow(
      `BINDERY_KEY is not written by Bindery. Put a new key before key ${old.id} there`,
    )
    const rotation = await rotateKey({ ...data.place, keySource: { text: formatKeys([next, old]) } })
    expect(rotation).toMatchObject({ keyId: next.id, oldKeyIds: [old.id], removeFrom: 'BINDERY_KEY' })
    await withOpen({ ...data.place, keySource: { text: formatKeys([next]) } }, (open) =>
      everythingOpens(data, open),
    )
  })
})

test('every column that is named for what is sealed in it is sealed anew by a rotation', async () => {
  const { store } = await testContext()
  const tables = await store.db.introspection.getTables()
  const named = tables.flatMap(({ name: table, columns }) =>
    columns.filter(({ name }) => /seal|secrets?$/.test(name)).map(({ name }) => `${table}.${name}`),
  )
  const known = sealedColumns.map(({ table, column }) => `${table}.${column}`)
  expect(named).toContain('directories.secrets')
  expect(named.filter((name) => ![...known, 'key_checks.sealed'].includes(name))).toEqual([])
})

const child = fileURLToPath(new URL('../../test/rotate-child.ts', import.meta.url))

/** Rotates in a process that kills itself at a step; whether it came to its end before that. */
async function rotateUntil(dataDir: string, step: number): Promise<boolean> {
  const rotating = spawn(process.execPath, [child, dataDir, String(step)], { stdio: 'inherit' })
  const [code, signal] = (await once(rotating, 'exit')) as [number | null, string | null]
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`The rotating process ended with ${code ?? signal}`)
  return code === 0
}
