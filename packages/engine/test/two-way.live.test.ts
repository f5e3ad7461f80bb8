import { expect, test } from 'vitest'
import { dnOf, modifyLdif, personLdif, useSlapd } from './company.ts'

const { server, company, change, values } = useSlapd()
const title = (uid: string, value: string) => modifyLdif(dnOf(uid), 'replace: title', `title: ${value}`)

test('S23 two-way off, edits on both sides, on again: three-way from the last base, and nothing is lost', async () => {
  const lab = await company(['ada', 'bo', 'cy'].map((uid) => personLdif(uid, { title: ['Old'] })))
  await lab.sync()
  await lab.save((settings) => {
    settings.policy.direction = 'directory_to_accounts'
  })
  await change(title('ada', 'There'), title('cy', 'There'))
  await lab.editPerson('bo', { title: 'Here' })
  await lab.editPerson('cy', { title: 'Here' })
  await lab.save((settings) => {
    settings.policy.direction = 'two_way'
    settings.policy.authority = 'ask'
  })
  const { changes, run } = await lab.sync()
  expect(run.state).toBe('succeeded')
  expect(
    changes.map(({ name, side, kind, values: [value] }) => [name, side, kind, value?.base?.[0]]).toSorted(),
  ).toEqual([
    ['ada', 'accounts', 'update', 'Old'],
    ['bo', 'directory', 'update', 'Old'],
    ['cy', 'accounts', 'conflict', 'Old'],
  ])
  const both = async (uid: string) => [(await lab.person(uid)).title, ...(await values(dnOf(uid), 'title'))]
  expect([await both('ada'), await both('bo'), await both('cy')]).toEqual([
    ['There', 'There'],
    ['Here', 'Here'],
    ['Here', 'There'],
  ])
})

test('S46 a server that is behind what was synced: nothing is pulled back, nobody is gone, the read says stale', async () => {
  const lab = await company(['ada', 'bo'].map((uid) => personLdif(uid, { title: ['Old'] })))
  await lab.sync()
  await server().keep()
  await change(title('ada', 'New'), personLdif('cy'))
  await lab.sync()
  await change(title('bo', 'Newer'))
  await lab.sync()
  // A replica that has not heard of any of this answers in its place.
  await server().rewind()
  const { plan, changes } = await lab.preview()
  expect(changes).toEqual([])
  expect(plan.sentence).toMatch(/is behind what was synced before/)
  expect(plan.proof?.checks.filter((check) => !check.ok).map((check) => check.name)).toEqual(['not_stale'])
  expect([(await lab.person('ada')).title, (await lab.person('cy')).badge]).toEqual(['New', 'linked'])
})
