import { insertMany, insertPeople, openHold } from '@bindery/store'
import { expect, test } from 'vitest'
import { request, testContext } from '../test-context.ts'
import { deletePerson } from '../accounts/delete-person.ts'
import { getPerson } from '../accounts/get-person.ts'
import { createDirectory } from '../directories/create-directory.ts'
import { deleteDirectory } from '../directories/delete-directory.ts'
import { testInput } from '../directories/test-input.ts'
import { deleteHeld } from './delete-held.ts'
import { listHolds } from './list-holds.ts'
import { releaseHold } from './release-hold.ts'

const day = (number: number) => `2026-03-${String(number).padStart(2, '0')}T12:00:00.000Z`
const refusal = (code: string) => expect.objectContaining({ code })

/** Ada, Bo and Cy on hold, by deadline: Bo tomorrow, Ada in ten days, Cy never; it is noon on the first of March. */
async function threeHeld() {
  const context = await testContext()
  const { db } = context.store
  await createDirectory(context)(request('createDirectory', { body: testInput() }))
  const names = ['ada', 'bo', 'cy']
  await insertPeople(
    db,
    names.map((name, index) => ({
      id: index + 1,
      values: { username: [name], displayName: [name.toUpperCase()] },
    })),
    day(1),
  )
  await insertMany(
    db,
    'links',
    names.map((name, index) => ({
      id: index + 1,
      directory_id: 1,
      kind: 'person',
      local_id: index + 1,
      stable_id: name,
      dn: `uid=${name}`,
      dn_key: `uid=${name}`,
      state: index === 2 ? 'left_scope' : 'gone_directory',
      state_since: day(1),
      change_token: '',
      hash: '',
      local_version: 1,
      base: '{}',
      members_fingerprint: '',
    })),
  )
  for (const [index, due] of [day(11), day(2), null].entries())
    await openHold(db, {
      directory_id: 1,
      person_id: index + 1,
      link_id: index + 1,
      cause: index === 2 ? 'left_scope' : 'gone_from_directory',
      reason: 'It is gone.',
      opened_at: day(1),
      due_at: due,
    })
  const list = (query: Partial<Parameters<ReturnType<typeof listHolds>>[0]['query']> = {}) =>
    listHolds(context)(request('listHolds', { query: { state: 'open', limit: 100, ...query } }))
  return { context, list }
}

test('holds are listed by their deadline, in pages, with the days that are left', async () => {
  const { list } = await threeHeld()
  const { items, total } = await list()
  expect(items.map((hold) => [hold.username, hold.daysLeft, hold.cause])).toEqual([
    ['bo', 1, 'gone_from_directory'],
    ['ada', 10, 'gone_from_directory'],
    ['cy', null, 'left_scope'],
  ])
  expect(total).toBe(3)
  expect(items[0]).toMatchObject({ displayName: 'BO', dn: 'uid=bo', directoryDeleted: false, ended: null })
  const first = await list({ limit: 2 })
  expect(first.items.map((hold) => hold.username)).toEqual(['bo', 'ada'])
  const rest = await list({ limit: 2, after: first.next ?? '' })
  expect([rest.items.map((hold) => hold.username), rest.next]).toEqual([['cy'], null])
  expect((await list({ text: 'ADA' })).items.map((hold) => hold.id)).toEqual([1])
  expect((await list({ directoryId: 2 })).total).toBe(0)
})

test('a hold is released by a person, and then no more; the account is as it was', async () => {
  const { context, list } = await threeHeld()
  const release = () => releaseHold(context)(request('releaseHold', { params: { id: 1 } }))
  expect(await release()).toMatchObject({ ended: { by: 'ada', at: day(1), outcome: 'released' } })
  await expect(release()).rejects.toEqual(refusal('hold_ended'))
  expect(await getPerson(context)(request('getPerson', { params: { id: 1 } }))).toMatchObject({
    effectivelyActive: true,
    version: 1,
  })
  expect((await list()).total).toBe(2)
  expect((await list({ state: 'ended' })).items.map((hold) => hold.username)).toEqual(['ada'])
  const missing = releaseHold(context)(request('releaseHold', { params: { id: 9 } }))
  await expect(missing).rejects.toEqual(refusal('not_found'))
})

test('S48 who was disabled while on hold stays disabled when it ends', async () => {
  const { context } = await threeHeld()
  await context.store.db.updateTable('people').set({ active: 0 }).where('id', '=', 1).execute()
  expect(await releaseHold(context)(request('releaseHold', { params: { id: 1 } }))).toMatchObject({
    active: false,
  })
  expect(await getPerson(context)(request('getPerson', { params: { id: 1 } }))).toMatchObject({
    active: false,
    effectivelyActive: false,
  })
})

test('the account of a person on hold is deleted once their username was typed', async () => {
  const { context, list } = await threeHeld()
  const remove = (username: string) =>
    deleteHeld(context)(request('deleteHeld', { params: { id: 2 }, body: { username } }))
  await expect(remove('ada')).rejects.toEqual(refusal('invalid_request'))
  expect(await remove(' BO ')).toMatchObject({ username: 'bo', ended: { by: 'ada', outcome: 'deleted' } })
  await expect(remove('bo')).rejects.toEqual(refusal('hold_ended'))
  expect((await list()).items.map((hold) => hold.username)).toEqual(['ada', 'cy'])
  // By a person: no returning entry revives it.
  const links = await context.store.db.selectFrom('links').select('state').where('id', '=', 2).execute()
  expect(links).toEqual([{ state: 'gone_accounts' }])
})

test('deleting a person on hold ends the hold', async () => {
  const { context, list } = await threeHeld()
  await deletePerson(context)(request('deletePerson', { params: { id: 3 }, version: 1 }))
  expect((await list({ state: 'ended' })).items).toMatchObject([
    { username: 'cy', ended: { outcome: 'deleted', by: 'ada' } },
  ])
})

test('holds of a forgotten directory stay, and can be released', async () => {
  const { context, list } = await threeHeld()
  await deleteDirectory(context)(request('deleteDirectory', { params: { id: 1 }, version: 1 }))
  expect((await list()).items.map((hold) => hold.directoryDeleted)).toEqual([true, true, true])
  await releaseHold(context)(request('releaseHold', { params: { id: 1 } }))
  expect((await list()).total).toBe(2)
})
