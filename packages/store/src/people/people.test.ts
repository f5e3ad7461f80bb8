import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { insertGroups } from '../groups/change-groups.ts'
import { addMembers, removeMembers } from '../groups/change-members.ts'
import { insertMany } from '../insert-many.ts'
import { isNameTaken } from '../is-name-taken.ts'
import type { Database } from '../open-store.ts'
import { dialect, holdRow, linkRow, noon } from '../test-stores.ts'
import { deletePerson, getPerson, insertPeople, updatePersonGuarded } from './change-people.ts'
import { countPeople, groupsOf, listPeople } from './list-people.ts'
import { personValues } from './person-row.ts'

const ada = {
  username: ['Ada'],
  employeeNumber: ['E 1'],
  displayName: ['Ada Lovelace'],
  email: ['Ada@Example.org'],
  otherEmails: ['ada@home.example', 'countess@example.org'],
}
const taken = (error: unknown) => isNameTaken(error)

const groupVersion = async (db: Database, id: number) =>
  (await db.selectFrom('groups').select('row_version').where('id', '=', id).executeTakeFirst())?.row_version

describe.each([dialect])('people on $name', ({ open }) => {
  test('come back in account form, every attribute there', async () => {
    const { db } = await open()
    await insertPeople(db, [{ id: 1, values: ada }], noon)
    const row = await getPerson(db, 1)
    expect(row).toMatchObject({
      username_key: 'ada',
      employee_number_key: 'e 1',
      email_key: 'ada@example.org',
    })
    expect(row && personValues(row)).toEqual({
      ...ada,
      givenName: [],
      familyName: [],
      phone: [],
      title: [],
      department: [],
      active: ['true'],
    })
  })

  test('with more text than an index takes are stored whole, and found by the beginning of it', async () => {
    const { db } = await open()
    const otherEmails = Array.from({ length: 100 }, () => `${randomUUID()}@ä.example`)
    await insertPeople(db, [{ id: 1, values: { ...ada, otherEmails } }], noon)
    const row = await getPerson(db, 1)
    expect(row && personValues(row).otherEmails).toEqual(otherEmails)
    const { items } = await listPeople(db, { limit: 2, text: `lovelace ${otherEmails[9]}` })
    expect(items.map(({ id }) => id)).toEqual([1])
  })

  test('are updated only in the version that was read, keys and all', async () => {
    const { db } = await open()
    await insertPeople(db, [{ id: 1, values: ada }], noon)
    const later = '2026-03-02T00:00:00.000Z'
    expect(await updatePersonGuarded(db, 1, 1, { username: ['Countess'], active: ['false'] }, later)).toBe(
      true,
    )
    expect(await updatePersonGuarded(db, 1, 1, ada, later)).toBe(false)
    expect(await getPerson(db, 1)).toMatchObject({
      username: 'Countess',
      username_key: 'countess',
      email_key: null,
      employee_number_key: null,
      active: 0,
      row_version: 2,
      created_at: noon,
      updated_at: later,
    })
  })

  test('have usernames of their own, whatever the case, until they are deleted', async () => {
    const store = await open()
    const { db } = store
    await insertPeople(db, [{ id: 1, values: ada }], noon)
    await insertPeople(db, [{ id: 2, values: { username: ['grace'] } }], noon)
    await expect(insertPeople(db, [{ id: 3, values: { username: ['ADA'] } }], noon)).rejects.toSatisfy(taken)
    await expect(updatePersonGuarded(db, 2, 1, { username: ['aDa'] }, noon)).rejects.toSatisfy(taken)
    await expect(insertPeople(db, [{ id: 1, values: {} }], noon)).rejects.not.toSatisfy(taken)
    expect(await store.transaction((trx) => deletePerson(trx, 1, 1, noon, 'ada'))).toBe(true)
    await insertPeople(db, [{ id: 3, values: { username: ['ADA'] } }], noon)
  })

  test('leave their groups, and a tombstone, when they are deleted', async () => {
    const store = await open()
    const { db } = store
    await insertPeople(db, [{ id: 1, values: ada }], noon)
    await insertGroups(
      db,
      [1, 2].map((id) => ({ id, values: { name: [`group ${id}`] } })),
      noon,
    )
    await addMembers(db, 1, [1], noon)
    await insertMany(db, 'links', [linkRow({ id: 1, local_id: 1 })])
    expect(await deletePerson(db, 1, 7, noon, 'ada')).toBe(false)
    expect(await groupsOf(db, 1)).toEqual([{ id: 1, name: 'group 1' }])
    expect(await store.transaction((trx) => deletePerson(trx, 1, 1, noon, 'ada'))).toBe(true)
    expect(await getPerson(db, 1)).toBeUndefined()
    expect(await groupsOf(db, 1)).toEqual([])
    expect([await groupVersion(db, 1), await groupVersion(db, 2)]).toEqual([3, 1])
    expect(await db.selectFrom('people').select('deleted_at').execute()).toEqual([{ deleted_at: noon }])
    expect(await db.selectFrom('links').select('state').execute()).toEqual([{ state: 'active' }])
  })

  test('join and leave a group as a set, and its version moves when something changed', async () => {
    const { db } = await open()
    await insertPeople(
      db,
      [1, 2, 3].map((id) => ({ id, values: { username: [`p${id}`] } })),
      noon,
    )
    await insertGroups(db, [{ id: 1, values: { name: ['all'] } }], noon)
    expect(await addMembers(db, 1, [1, 2], noon)).toBe(2)
    expect(await addMembers(db, 1, [2, 3], noon)).toBe(1)
    expect(await groupVersion(db, 1)).toBe(3)
    expect(await addMembers(db, 1, [1, 2, 3], noon)).toBe(0)
    expect(await removeMembers(db, 1, [9], noon)).toBe(0)
    expect(await groupVersion(db, 1)).toBe(3)
    expect(await removeMembers(db, 1, [1, 9], noon)).toBe(1)
    const members = await listPeople(db, { limit: 10, memberOf: 1 })
    expect(members.items.map((row) => row.id)).toEqual([2, 3])
  })

  test('are listed by username in pages that do not shift', async () => {
    const { db } = await open()
    const names = ['delta', 'Alpha', 'charlie', 'alpha2', 'Bravo']
    await insertPeople(
      db,
      names.map((name, index) => ({ id: index + 1, values: { username: [name] } })),
      noon,
    )
    const first = await listPeople(db, { limit: 2 })
    expect(first.items.map((row) => row.username)).toEqual(['Alpha', 'alpha2'])
    await insertPeople(db, [{ id: 9, values: { username: ['aaa'] } }], noon)
    const second = await listPeople(db, { limit: 2, after: first.next ?? 0 })
    expect(second.items.map((row) => row.username)).toEqual(['Bravo', 'charlie'])
    const third = await listPeople(db, { limit: 2, after: second.next ?? 0 })
    expect(third).toMatchObject({ items: [{ username: 'delta' }], next: null, total: 6 })
  })

  test.each([
    ['lovelace', [1]],
    ['LOVE ada', [1]],
    ['countess@', [1]],
    ['ZOË', [2]],
    ['100%', [3]],
    ['a_c', [3]],
    [String.raw`b\s`, [3]],
    ['nobody', []],
    ['  ', [1, 3, 2]],
  ])('are found by %j', async (text, ids) => {
    const { db } = await open()
    const values = [
      ada,
      { username: ['zoe'], givenName: ['Zoë'] },
      { username: ['odd'], displayName: [String.raw`100% a_c b\s`] },
    ]
    await insertPeople(
      db,
      values.map((each, index) => ({ id: index + 1, values: each })),
      noon,
    )
    const found = await listPeople(db, { limit: 10, text })
    expect(found.items.map((row) => row.id)).toEqual(ids)
    expect(found.total).toBe(ids.length)
  })

  test('carry one badge: an open hold wins, then an active link, then a tombstone', async () => {
    const store = await open()
    const { db } = store
    await insertPeople(
      db,
      [1, 2, 3, 4, 5].map((id) => ({ id, values: { username: [`p${id}`] } })),
      noon,
    )
    await insertMany(db, 'links', [
      linkRow({ id: 1, local_id: 2 }),
      linkRow({ id: 2, local_id: 3 }),
      linkRow({ id: 3, local_id: 4, state: 'gone_directory' }),
      linkRow({ id: 4, local_id: 5 }),
    ])
    await insertMany(db, 'holds', [
      holdRow({ id: 1, person_id: 3, reason: 'gone' }),
      holdRow({ id: 2, person_id: 5, ended_at: noon, outcome: 'released' }),
    ])
    const all = await listPeople(db, { limit: 10 })
    expect(all.items.map((row) => row.badge)).toEqual(['local', 'linked', 'held', 'unlinked', 'linked'])
    expect(all.items.map((row) => row.hold_reason)).toEqual([null, null, 'gone', null, null])
    const linked = await listPeople(db, { limit: 1, badge: 'linked' })
    expect(linked).toMatchObject({ items: [{ id: 2 }], next: 2, total: 2 })
    expect(await countPeople(db)).toEqual({ total: 5, linked: 2, held: 1 })
    await store.transaction((trx) => deletePerson(trx, 2, 1, noon, 'ada'))
    expect(await countPeople(db)).toEqual({ total: 4, linked: 1, held: 1 })
  })
})
