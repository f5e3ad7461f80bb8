import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Store } from '../open-store.ts'
import { dialect, noon } from '../test-stores.ts'
import { appendAudit, type AuditEntry } from './append-audit.ts'
import { hashAudit, type AuditRow } from './hash-audit.ts'
import { verifyAudit } from './verify-audit.ts'

const entry = (parts: Partial<AuditEntry> = {}): AuditEntry => ({
  at: noon,
  actor: 'ada',
  actor_kind: 'user',
  address: '192.0.2.7',
  action: 'person.updated',
  subject_kind: 'person',
  subject_id: 7,
  subject_label: 'grace',
  directory_id: null,
  plan_id: null,
  run_id: null,
  outcome: 'done',
  search_text: '',
  details: '{}',
  ...parts,
})
const seals = {
  seal: (text: string) => `sealed ${text}`,
  open: (seal: string) => (seal.startsWith('sealed ') ? seal.slice('sealed '.length) : null),
}
const append = (store: Store, parts?: Partial<AuditEntry>) =>
  store.transaction((db) => appendAudit(db, entry(parts), seals))
const verify = (store: Store) => verifyAudit(store.db, seals)
const rowsOf = ({ db }: Store) => db.selectFrom('audit').selectAll().orderBy('id').execute()

/** As whoever owns the database can: the triggers are gone. */
async function unguard({ db }: Store): Promise<void> {
  for (const [table, event] of [
    ['audit', 'insert'],
    ['audit', 'update'],
    ['audit', 'delete'],
    ['audit_head', 'delete'],
  ]) {
    const on = dialect.name === 'PostgreSQL' ? ` on ${table}` : ''
    await sql.raw(`drop trigger ${table}_refuse_${event}${on}`).execute(db)
  }
}

describe.each([dialect])('the audit log on $name', ({ open }) => {
  async function logOf(length: number): Promise<Store> {
    const store = await open()
    for (let number = 1; number <= length; number++) await append(store, { subject_id: number })
    return store
  }

  /** A log of five, with the triggers gone. */
  async function openLog(): Promise<Store> {
    const store = await logOf(5)
    await unguard(store)
    return store
  }

  test('entries follow each other by number and by hash, and the whole is unbroken', async () => {
    const store = await logOf(3)
    const rows = await rowsOf(store)
    expect(rows.map(({ id }) => id)).toEqual([1, 2, 3])
    expect(rows.map((row) => row.previous_hash)).toEqual(['', rows[0]?.hash, rows[1]?.hash])
    expect(await verify(store)).toEqual({ broken: false, entries: 3, lastHash: rows[2]?.hash, lastAt: noon })
  })

  test('an entry goes with the change it tells of: one that is taken back leaves none, and no gap', async () => {
    const store = await logOf(1)
    const failing = store.transaction(async (db) => {
      await appendAudit(db, entry(), seals)
      throw new Error('broken off')
    })
    await expect(failing).rejects.toThrow('broken off')
    expect(await append(store)).toBe(2)
    expect(await verify(store)).toMatchObject({ broken: false, entries: 2 })
    await expect(appendAudit(store.db, entry(), seals)).rejects.toThrow(/needs the transaction/)
  })

  test('many at once make one chain without a gap', async () => {
    const store = await open()
    const ids = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        store.transaction(async (db) => {
          await db.selectFrom('audit').select('id').limit(1).execute()
          return appendAudit(db, entry({ subject_id: index }), seals)
        }),
      ),
    )
    expect(ids.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1))
    expect(await verify(store)).toMatchObject({ broken: false, entries: 200 })
  })

  test('the database refuses to change, remove, replace or slip in an entry', async () => {
    const store = await logOf(3)
    const before = await rowsOf(store)
    const [first] = before
    if (!first) throw new Error('There is no entry')
    const attempts = [
      () => store.db.updateTable('audit').set({ actor: 'eve' }).where('id', '=', 2).execute(),
      () => store.db.deleteFrom('audit').where('id', '=', 3).execute(),
      () => store.db.deleteFrom('audit_head').execute(),
      () =>
        store.db
          .insertInto('audit')
          .values({ ...first, id: 9 })
          .execute(),
      () =>
        dialect.name === 'SQLite'
          ? store.db
              .replaceInto('audit')
              .values({ ...first, id: 2 })
              .execute()
          : sql`truncate audit`.execute(store.db),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow(/The audit log only grows/)
    expect(await rowsOf(store)).toEqual(before)
    expect(await verify(store)).toMatchObject({ broken: false, entries: 3 })
  })

  test('texts that a database does not keep as they are make no broken chain', async () => {
    const store = await open()
    await append(store, {
      actor: 'nul \0 half \u{D83D} whole 😀',
      details: JSON.stringify(['\0', '\u{D83D}']),
    })
    expect(await verify(store)).toMatchObject({ broken: false, entries: 1 })
    expect((await rowsOf(store))[0]?.actor).toBe('nul \u{FFFD} half \u{FFFD} whole 😀')
  })

  const columns = {
    at: '2026-03-01T12:00:00.001Z',
    actor: 'eve',
    actor_kind: 'system',
    address: '192.0.2.8',
    action: 'person.created',
    subject_kind: 'group',
    subject_id: 8,
    subject_label: 'eve',
    directory_id: 1,
    plan_id: 1,
    run_id: 1,
    outcome: 'refused',
    search_text: 'eve',
    details: '{"reason":"none"}',
    hash: '0'.repeat(64),
  } satisfies Partial<AuditRow>

  test.each(Object.entries(columns))('an altered %s is named', async (column, value) => {
    const store = await openLog()
    await store.db
      .updateTable('audit')
      .set({ [column]: value })
      .where('id', '=', 3)
      .execute()
    const at = column === 'at' ? value : noon
    expect(await verify(store)).toEqual({ broken: true, fault: 'altered', id: 3, at })
  })

  test('an entry that was altered with its hash is one that the next does not follow', async () => {
    const store = await openLog()
    await store.db
      .updateTable('audit')
      .set({ previous_hash: '0'.repeat(64) })
      .where('id', '=', 3)
      .execute()
    expect(await verify(store)).toMatchObject({ broken: true, fault: 'order', id: 3 })
    await rewrite(store, { from: 3, to: 3, actor: 'eve' })
    expect(await verify(store)).toMatchObject({ broken: true, fault: 'order', id: 4 })
  })

  test('entries in another order are named', async () => {
    const store = await openLog()
    for (const [from, to] of [
      [2, 99],
      [3, 2],
      [99, 3],
    ] as const)
      await store.db.updateTable('audit').set({ id: to }).where('id', '=', from).execute()
    expect(await verify(store)).toMatchObject({ broken: true, fault: 'order', id: 2 })
  })

  test('an entry that is missing is named, at the beginning too', async () => {
    const store = await openLog()
    await store.db.deleteFrom('audit').where('id', '=', 4).execute()
    expect(await verify(store)).toEqual({ broken: true, fault: 'missing', id: 4, at: noon })
    await store.db.deleteFrom('audit').where('id', '=', 1).execute()
    expect(await verify(store)).toEqual({ broken: true, fault: 'missing', id: 1, at: '' })
  })

  test('a tail that was cut off is noticed, also by one who mends the head without the key', async () => {
    const store = await openLog()
    await store.db.deleteFrom('audit').where('id', '>', 3).execute()
    expect(await verify(store)).toEqual({ broken: true, fault: 'tail', id: 4, at: noon })
    const hash = (await rowsOf(store))[2]?.hash ?? ''
    await store.db.updateTable('audit_head').set({ last_id: 3, hash }).execute()
    expect(await verify(store)).toEqual({ broken: true, fault: 'seal', id: 3, at: noon })
    await store.db.deleteFrom('audit').execute()
    await store.db.updateTable('audit_head').set({ last_id: 0, hash: '', seal: '' }).execute()
    expect(await verify(store)).toEqual({ broken: true, fault: 'seal', id: 0, at: '' })
    await store.db.deleteFrom('audit_head').execute()
    expect(await verify(store)).toEqual({ broken: true, fault: 'seal', id: 0, at: '' })
  })

  test('a tail that was cut off stays noticed when entries follow', async () => {
    const store = await openLog()
    await store.db.deleteFrom('audit').where('id', '>', 3).execute()
    const hash = (await rowsOf(store))[2]?.hash ?? ''
    await store.db.updateTable('audit_head').set({ last_id: 3, hash }).execute()
    await append(store)
    await append(store)
    expect(await verify(store)).toEqual({ broken: true, fault: 'seal', id: 4, at: noon })
  })

  test('a log that was written anew from end to end is noticed', async () => {
    const store = await openLog()
    await rewrite(store, { from: 2, to: 5, actor: 'eve' })
    const hash = (await rowsOf(store))[4]?.hash ?? ''
    await store.db.updateTable('audit_head').set({ hash }).execute()
    expect(await verify(store)).toEqual({ broken: true, fault: 'seal', id: 5, at: noon })
  })

  test('an entry that was added past the head is noticed, and none follows it', async () => {
    const store = await openLog()
    const rows = await rowsOf(store)
    const last = rows.at(-1)
    if (!last) throw new Error('There is no entry')
    const forged = { ...last, id: 6, previous_hash: last.hash, actor: 'eve' }
    await store.db
      .insertInto('audit')
      .values({ ...forged, hash: hashAudit(forged) })
      .execute()
    expect(await verify(store)).toEqual({ broken: true, fault: 'seal', id: 6, at: noon })
    await expect(append(store)).rejects.toThrow(/unique|constraint/i)
  })

  /** Gives entries another actor, and hashes that fit. */
  async function rewrite(
    { db }: Store,
    { from, to, actor }: { readonly from: number; readonly to: number; readonly actor: string },
  ): Promise<void> {
    for (let id = from; id <= to; id++) {
      const before = await db
        .selectFrom('audit')
        .select('hash')
        .where('id', '=', id - 1)
        .executeTakeFirst()
      const row = await db.selectFrom('audit').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
      const written = { ...row, actor, previous_hash: before?.hash ?? '' }
      await db
        .updateTable('audit')
        .set({ ...written, hash: hashAudit(written) })
        .where('id', '=', id)
        .execute()
    }
  }
})
