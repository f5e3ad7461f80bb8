import { describe, expect, test } from 'vitest'
import { insertMany, insertMissing } from './insert-many.ts'
import { reserveIds } from './reserve-ids.ts'
import { dialect, linkRow } from './test-stores.ts'

describe.each([dialect])('a store on $name', ({ open }) => {
  test('reserved blocks of ids follow each other, per name', async () => {
    const { db } = await open()
    expect(await reserveIds(db, 'people', 5)).toBe(1)
    expect(await reserveIds(db, 'people', 1)).toBe(6)
    expect(await reserveIds(db, 'groups', 1)).toBe(1)
    const many = await Promise.all(Array.from({ length: 20 }, () => reserveIds(db, 'people', 3)))
    expect(many).toEqual(Array.from({ length: 20 }, (_, index) => 7 + 3 * index))
  })

  test.each([0, 1, 2, 7, 1999, 2000, 2001, 50_000])('inserts %i rows, each once', async (count) => {
    const { db } = await open()
    const rows = Array.from({ length: count }, (_, index) => ({ link_id: 1, person_id: index }))
    expect(await insertMany(db, 'link_members', rows)).toBe(count)
    const stored = await db
      .selectFrom('link_members')
      .select(({ fn }) => [fn.countAll().as('count'), fn.max('person_id').as('last')])
      .executeTakeFirstOrThrow()
    expect(stored).toEqual({ count, last: count === 0 ? null : count - 1 })
  })

  test('inserts texts with quotes, nulls and characters beyond the BMP as they are', async () => {
    const { db } = await open()
    const rows = [
      { change_id: 1, op: 'add', person_id: 1, name: `O'Brien "?" $1`, dn: null },
      { change_id: 1, op: 'remove', person_id: 2, name: '𝒜da', dn: 'cn=a' },
    ]
    await insertMany(db, 'plan_members', rows)
    expect(await db.selectFrom('plan_members').selectAll().orderBy('person_id').execute()).toEqual(rows)
  })

  test('passes over what is there already and says how many were new', async () => {
    const { db } = await open()
    const row = (person_id: number) => ({ link_id: 1, person_id })
    await insertMany(db, 'link_members', [row(1), row(2)])
    expect(await insertMissing(db, 'link_members', [row(1), row(2), row(3)])).toBe(1)
    await expect(insertMany(db, 'link_members', [row(4), row(3)])).rejects.toThrow(/constraint/i)
  })

  test('a transaction that throws leaves nothing behind', async () => {
    const store = await open()
    const failing = store.transaction(async (db) => {
      await insertMany(db, 'link_members', [{ link_id: 1, person_id: 1 }])
      throw new Error('broken off')
    })
    await expect(failing).rejects.toThrow('broken off')
    expect(await store.db.selectFrom('link_members').selectAll().execute()).toEqual([])
  })

  test('a stable id and a local object have one link per directory', async () => {
    const { db } = await open()
    const link = (id: number, directory_id: number, local_id: number, stable_id: string) =>
      linkRow({ id, directory_id, local_id, stable_id })
    await insertMany(db, 'links', [link(1, 1, 1, 'a'), link(2, 1, 2, 'b'), link(3, 2, 1, 'a')])
    await expect(insertMany(db, 'links', [link(4, 1, 3, 'a')])).rejects.toThrow(/unique/i)
    await expect(insertMany(db, 'links', [link(4, 1, 1, 'c')])).rejects.toThrow(/unique/i)
  })
})
