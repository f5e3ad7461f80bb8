import { describe, expect, test } from 'vitest'
import { isNameTaken } from '../is-name-taken.ts'
import { insertPeople } from '../people/change-people.ts'
import { groupsOf } from '../people/list-people.ts'
import { dialect, noon } from '../test-stores.ts'
import { deleteGroup, getGroup, insertGroups, updateGroupGuarded } from './change-groups.ts'
import { addMembers } from './change-members.ts'
import { groupValues } from './group-row.ts'
import { countGroups, findGroup, listGroups } from './list-groups.ts'

describe.each([dialect])('groups on $name', ({ open }) => {
  test('come back in account form and are updated only in the version that was read', async () => {
    const { db } = await open()
    await insertGroups(db, [{ id: 1, values: { name: ['Staff'] } }], noon)
    const row = await getGroup(db, 1)
    expect(row && groupValues(row)).toEqual({ name: ['Staff'], description: [] })
    expect(await updateGroupGuarded(db, 1, 1, { name: ['Crew'], description: ['All'] }, noon)).toBe(true)
    expect(await updateGroupGuarded(db, 1, 1, { name: ['Team'] }, noon)).toBe(false)
    expect(await getGroup(db, 1)).toMatchObject({ name: 'Crew', name_key: 'crew', row_version: 2 })
  })

  test('have names of their own until they are deleted; their people stay', async () => {
    const store = await open()
    const { db } = store
    await insertGroups(db, [{ id: 1, values: { name: ['Staff'] } }], noon)
    await insertPeople(db, [{ id: 1, values: { username: ['ada'] } }], noon)
    await addMembers(db, 1, [1], noon)
    const again = { id: 2, values: { name: ['staff'] } }
    await expect(insertGroups(db, [again], noon)).rejects.toSatisfy((error) => isNameTaken(error))
    expect(await store.transaction((trx) => deleteGroup(trx, 1, 1, noon))).toBe(false)
    expect(await store.transaction((trx) => deleteGroup(trx, 1, 2, noon))).toBe(true)
    await insertGroups(db, [again], noon)
    expect(await groupsOf(db, 1)).toEqual([])
    expect(await db.selectFrom('people').select('row_version').execute()).toEqual([{ row_version: 1 }])
  })

  test('are listed by name with their members counted', async () => {
    const { db } = await open()
    await insertPeople(
      db,
      [1, 2].map((id) => ({ id, values: { username: [`p${id}`] } })),
      noon,
    )
    await insertGroups(
      db,
      ['b', 'A', 'c'].map((name, index) => ({ id: index + 1, values: { name: [name] } })),
      noon,
    )
    await addMembers(db, 1, [1, 2], noon)
    const page = await listGroups(db, { limit: 2 })
    expect(page).toMatchObject({
      items: [
        { name: 'A', member_count: 0 },
        { name: 'b', member_count: 2 },
      ],
      total: 3,
    })
    expect((await listGroups(db, { limit: 2, after: page.next ?? 0 })).items).toMatchObject([{ name: 'c' }])
    expect((await listGroups(db, { limit: 2, text: 'C' })).items).toMatchObject([{ id: 3 }])
    expect(await findGroup(db, 1)).toMatchObject({ badge: 'local', member_count: 2 })
    expect(Object.fromEntries(await countGroups(db))).toEqual({ local: 3 })
  })
})
