import { personInputSchema } from '@bindery/contract'
import { expect, test } from 'vitest'
import { request, testContext } from '../test-context.ts'
import { changeMembers } from './change-members.ts'
import { createGroup } from './create-group.ts'
import { createPerson } from './create-person.ts'
import { deleteGroup } from './delete-group.ts'
import { getGroup } from './get-group.ts'
import { getPerson } from './get-person.ts'
import { listGroups } from './list-groups.ts'
import { listMembers } from './list-members.ts'
import { updateGroup } from './update-group.ts'

async function groups() {
  const context = await testContext()
  const create = (name: string) =>
    createGroup(context)(request('createGroup', { body: { name, description: '' } }))
  const person = (username: string) =>
    createPerson(context)(request('createPerson', { body: personInputSchema.parse({ username }) }))
  const members = (add: number[], remove: number[] = []) =>
    changeMembers(context)(request('changeMembers', { params: { id: 1 }, body: { add, remove } }))
  const query = { limit: 10 }
  const names = async () => {
    const page = await listMembers(context)(request('listMembers', { params: { id: 1 }, query }))
    return page.items.map((row) => row.username)
  }
  return { context, create, person, members, names, query }
}
const refusal = (code: string, more: object = {}) => expect.objectContaining({ code, ...more })

test('a group is made, changed, listed and deleted', async () => {
  const { context, create, query } = await groups()
  expect(await create('staff')).toMatchObject({
    id: 1,
    version: 1,
    badge: 'local',
    memberCount: 0,
    links: [],
  })
  const patch = request('updateGroup', { params: { id: 1 }, body: { description: 'All' }, version: 1 })
  expect(await updateGroup(context)(patch)).toMatchObject({ name: 'staff', description: 'All', version: 2 })
  const renamed = { ...patch, body: { name: 'crew' } }
  await expect(updateGroup(context)(renamed)).rejects.toEqual(
    refusal('version_conflict', { errors: [expect.objectContaining({ path: ['name'] })] }),
  )
  expect(await listGroups(context)(request('listGroups', { query }))).toMatchObject({
    items: [{ name: 'staff', description: 'All' }],
    total: 1,
  })
  await deleteGroup(context)(request('deleteGroup', { params: { id: 1 }, version: 2 }))
  const get = getGroup(context)(request('getGroup', { params: { id: 1 } }))
  await expect(get).rejects.toEqual(refusal('not_found'))
})

test('a taken name is refused at its field', async () => {
  const { create } = await groups()
  await create('staff')
  await expect(create('STAFF')).rejects.toEqual(
    refusal('name_taken', { errors: [expect.objectContaining({ path: ['name'] })] }),
  )
})

test('members come and go as a set, and the version moves with them', async () => {
  const { context, create, person, members, names } = await groups()
  await create('staff')
  for (const username of ['ada', 'grace', 'alan']) await person(username)
  expect(await members([1, 2, 2])).toMatchObject({ memberCount: 2, version: 2 })
  expect(await members([2])).toMatchObject({ memberCount: 2, version: 2 })
  expect(await members([3], [1, 77])).toMatchObject({ memberCount: 2 })
  expect(await names()).toEqual(['alan', 'grace'])
  expect(await getPerson(context)(request('getPerson', { params: { id: 3 } }))).toMatchObject({
    groups: [{ id: 1, name: 'staff' }],
  })
})

test('nobody is added when one of them is not there', async () => {
  const { create, person, members, names } = await groups()
  await create('staff')
  await person('ada')
  await expect(members([1, 9])).rejects.toEqual(
    refusal('invalid_request', { errors: [expect.objectContaining({ path: ['add', 1] })] }),
  )
  expect(await names()).toEqual([])
})
