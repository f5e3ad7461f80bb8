import { personInputSchema, personSchema } from '@bindery/contract'
import { openHold } from '@bindery/store'
import { expect, test } from 'vitest'
import { request, testContext } from '../test-context.ts'
import { createPerson } from './create-person.ts'
import { deletePerson } from './delete-person.ts'
import { getPerson } from './get-person.ts'
import { listPeople } from './list-people.ts'
import { overview } from './overview.ts'
import { updatePerson } from './update-person.ts'

async function people() {
  const context = await testContext()
  const create = (username: string, more: object = {}) =>
    createPerson(context)(request('createPerson', { body: personInputSchema.parse({ username, ...more }) }))
  const get = (id: number) => getPerson(context)(request('getPerson', { params: { id } }))
  return { context, create, get }
}
const refusal = (code: string, more: object = {}) => expect.objectContaining({ code, ...more })

test('a person comes back as entered', async () => {
  const { create, get } = await people()
  const made = await create('ada', { displayName: 'Ada', otherEmails: ['a@b.example'], active: false })
  expect(personSchema.parse(made)).toEqual(made)
  expect(made).toMatchObject({
    id: 1,
    username: 'ada',
    displayName: 'Ada',
    email: '',
    otherEmails: ['a@b.example'],
    active: false,
    effectivelyActive: false,
    badge: 'local',
    version: 1,
    createdAt: '2026-03-01T12:00:00.000Z',
  })
  expect(await get(1)).toEqual(made)
})

test('a taken username is refused at its field, on creation and on change', async () => {
  const { context, create } = await people()
  await create('ada')
  await create('grace')
  const taken = refusal('name_taken', { errors: [expect.objectContaining({ path: ['username'] })] })
  await expect(create('ADA')).rejects.toEqual(taken)
  const rename = request('updatePerson', { params: { id: 2 }, body: { username: 'Ada' }, version: 1 })
  await expect(updatePerson(context)(rename)).rejects.toEqual(taken)
})

test('a change leaves alone what it does not name, and an empty field empties', async () => {
  const { context, create } = await people()
  await create('ada', { title: 'Countess', phone: '1', active: false })
  const patch = request('updatePerson', {
    params: { id: 1 },
    body: { phone: '', email: 'a@b.example' },
    version: 1,
  })
  expect(await updatePerson(context)(patch)).toMatchObject({
    title: 'Countess',
    phone: '',
    email: 'a@b.example',
    active: false,
    version: 2,
  })
})

test('a lost update is refused and says what the saved values are', async () => {
  const { context, create, get } = await people()
  await create('ada', { title: 'Countess' })
  const change = (title: string) =>
    updatePerson(context)(
      request('updatePerson', { params: { id: 1 }, body: { title, phone: '' }, version: 1 }),
    )
  await change('Programmer')
  await expect(change('Poet')).rejects.toEqual(
    refusal('version_conflict', {
      message: expect.stringContaining('It differs in: title.') as string,
      errors: [{ path: ['title'], message: 'The saved value is “Programmer”, yours is “Poet”' }],
    }),
  )
  expect(await get(1)).toMatchObject({ title: 'Programmer', version: 2 })
  const remove = deletePerson(context)(request('deletePerson', { params: { id: 1 }, version: 1 }))
  await expect(remove).rejects.toEqual(refusal('version_conflict'))
})

test('a deleted person is not found, and the name is free', async () => {
  const { context, create, get } = await people()
  await create('ada')
  await deletePerson(context)(request('deletePerson', { params: { id: 1 }, version: 1 }))
  await expect(get(1)).rejects.toEqual(refusal('not_found'))
  expect(await create('ada')).toMatchObject({ id: 2 })
})

test('a person on hold is not effectively active, though active stays as it was', async () => {
  const { context, create, get } = await people()
  await create('ada')
  const gone = { cause: 'gone_from_directory', reason: 'Nobody has its stable id any more.' }
  await openHold(context.store.db, {
    directory_id: 1,
    person_id: 1,
    link_id: 1,
    ...gone,
    opened_at: '',
    due_at: null,
  })
  expect(await get(1)).toMatchObject({
    badge: 'held',
    active: true,
    effectivelyActive: false,
    holdReason: gone.reason,
  })
  expect(await overview(context)(request('overview', {}))).toEqual({
    people: { total: 1, linked: 0, held: 1, local: 0 },
    groups: { total: 0, linked: 0 },
  })
})

test('lists go on where the page before ended, and refuse what no page gave out', async () => {
  const { context, create } = await people()
  for (const name of ['c', 'a', 'b']) await create(name)
  const page = (after?: string) =>
    listPeople(context)(request('listPeople', { query: { limit: 2, ...(after !== undefined && { after }) } }))
  const first = await page()
  expect(first).toMatchObject({ items: [{ username: 'a' }, { username: 'b' }], total: 3 })
  expect(await page(first.next ?? '')).toMatchObject({ items: [{ username: 'c' }], next: null })
  await expect(page("1' or 1=1")).rejects.toEqual(refusal('invalid_request'))
})
