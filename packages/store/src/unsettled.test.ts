import { describe, expect, test } from 'vitest'
import { insertMany } from './insert-many.ts'
import { dialect, linkRow } from './test-stores.ts'

const at = '2026-01-02T03:04:05.000Z'
const dates = { created_at: at, updated_at: at }
const markOf = (directoryId: number) => ({
  directory_id: directoryId,
  token: '',
  server: '',
  bound_as: '',
  settings_hash: '',
  at,
  full_at: at,
  problem: '',
  tally: '',
  notes_unsettled: 1,
})

describe(`entries that may not be settled, on ${dialect.name}`, () => {
  async function linked() {
    const { db } = await dialect.open()
    await insertMany(db, 'marks', [1, 2].map(markOf))
    await insertMany(db, 'people', [
      { id: 1, row_version: 1, username: 'ann', attributes: '{}', search_text: '', active: 1, ...dates },
    ])
    await insertMany(db, 'groups', [
      { id: 1, row_version: 1, name: 'crew', description: '', search_text: '', ...dates },
    ])
    await insertMany(db, 'links', [
      linkRow({ id: 1, directory_id: 1, kind: 'person', local_id: 1, stable_id: 'ann' }),
      linkRow({ id: 2, directory_id: 2, kind: 'person', local_id: 1, stable_id: 'ann there' }),
      linkRow({ id: 3, directory_id: 1, kind: 'group', local_id: 1, stable_id: 'crew' }),
    ])
    const list = async () => {
      const rows = await db
        .selectFrom('unsettled_entries')
        .select(['directory_id', 'kind', 'stable_id', 'taken'])
        .orderBy('directory_id')
        .orderBy('kind')
        .orderBy('stable_id')
        .execute()
      return rows.map((row) => [row.directory_id, row.kind, row.stable_id, row.taken].join(' '))
    }
    const empty = () => db.deleteFrom('unsettled_entries').execute()
    return { db, list, empty }
  }

  test('an entry is noted when it is linked', async () => {
    const { list } = await linked()
    expect(await list()).toEqual(['1 group crew 0', '1 person ann 0', '2 person ann there 0'])
  })

  test('a change of a person is noted in each directory, of a group in its own', async () => {
    const { db, list, empty } = await linked()
    await empty()
    await db.updateTable('people').set({ active: 0 }).execute()
    expect(await list()).toEqual([])
    await db.updateTable('people').set({ row_version: 2 }).execute()
    expect(await list()).toEqual(['1 person ann 0', '2 person ann there 0'])
    await empty()
    await db.updateTable('groups').set({ row_version: 2 }).execute()
    expect(await list()).toEqual(['1 group crew 0'])
  })

  test.each([
    [{ state: 'unlinked' }, ['1 person ann 0']],
    [{ hash: 'other' }, ['1 person ann 0']],
    [{ local_version: 9 }, ['1 person ann 0']],
    [{ stable_id: 'anna' }, ['1 person ann 0', '1 person anna 0']],
    [{ base: '{"other":1}' }, []],
  ])('a link that is given %o is noted', async (values, noted) => {
    const { db, list, empty } = await linked()
    await empty()
    await db.updateTable('links').set(values).where('id', '=', 1).execute()
    expect(await list()).toEqual(noted)
  })

  test('an entry that loses its link is noted', async () => {
    const { db, list, empty } = await linked()
    await empty()
    await db.deleteFrom('links').where('id', '=', 3).execute()
    expect(await list()).toEqual(['1 group crew 0'])
  })

  test('nothing is noted of a directory whose next preview finds all of it anew', async () => {
    const { db, list, empty } = await linked()
    await empty()
    await db.updateTable('marks').set({ notes_unsettled: 0 }).where('directory_id', '=', 1).execute()
    await db.updateTable('people').set({ row_version: 2 }).execute()
    await db.updateTable('links').set({ hash: 'other', stable_id: 'other' }).where('id', '=', 1).execute()
    await db.deleteFrom('links').where('id', '=', 3).execute()
    expect(await list()).toEqual(['2 person ann there 0'])
  })

  test('what is noted again while a preview looks at it is for the next one', async () => {
    const { db, list } = await linked()
    await db.updateTable('unsettled_entries').set({ taken: 1 }).execute()
    await db.updateTable('groups').set({ row_version: 2 }).execute()
    expect(await list()).toEqual(['1 group crew 0', '1 person ann 1', '2 person ann there 1'])
  })
})
