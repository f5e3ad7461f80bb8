import type { Decision, Policy } from '@bindery/contract'
import { describe, expect, test } from 'vitest'
import {
  deleteLdif,
  dnOf,
  groupDn,
  groupLdif,
  idOf,
  modifyLdif,
  personLdif,
  services,
  useSlapd,
} from './company.ts'
import type { Company, Tweak } from './harness.ts'

const { server, company, change, restore, values } = useSlapd()

const crowd = Array.from({ length: 12 }, (_, index) => `p${index}`)
const status: Tweak = ({ mapping }) => {
  const model = mapping.people.find((rule) => rule.local === 'title')
  if (model) mapping.people.push({ ...model, id: 'active', local: 'active', remote: 'employeeType' })
}
const title = (uid: string, text: string) => modifyLdif(dnOf(uid), 'replace: title', `title: ${text}`)

/** A company whose ada and bo are in staff, synced once. */
async function synced(policy: Partial<Policy> = {}, tweak: Tweak = () => undefined): Promise<Company> {
  const people = ['ada', 'bo', ...crowd].map((uid) =>
    personLdif(uid, { employeeType: ['TRUE'], title: ['Old'] }),
  )
  const lab = await company([...people, groupLdif('staff', ['ada', 'bo'])], (settings) => {
    Object.assign(settings.policy, policy)
    tweak(settings)
  })
  await lab.sync()
  return lab
}

async function decide(lab: Company, name: string, decision: Decision): Promise<void> {
  const { items } = await lab.verbs.listConflicts({ ...lab.call, query: { limit: 100, state: 'open' } })
  const conflict = items.find((one) => one.name === name)
  if (!conflict) throw new Error(`There is no conflict about ${name}`)
  const { id, version } = conflict
  await lab.verbs.decideConflict({ ...lab.call, params: { id }, body: { decision, version } })
}

test('S48 a hold is never pushed as a disable, and who was disabled meanwhile stays so when it ends', async () => {
  const lab = await synced({}, status)
  const uuids = await Promise.all(['ada', 'bo'].map((uid) => idOf(server(), dnOf(uid))))
  await change(deleteLdif(dnOf('ada')), deleteLdif(dnOf('bo')))
  await lab.sync()
  expect(await lab.person('ada')).toMatchObject({ active: true, effectivelyActive: false })
  await lab.editPerson('ada', { active: false })
  await restore(
    ...['ada', 'bo'].map((uid, index) =>
      personLdif(uid, { entryUUID: [uuids[index] ?? ''], employeeType: ['TRUE'], title: ['Old'] }),
    ),
  )
  const { proposals } = await lab.sync()
  expect(proposals.filter((row) => row.name === 'bo').map((row) => row.kind)).toEqual(['release'])
  expect(await lab.person('ada')).toMatchObject({ active: false, effectivelyActive: false, badge: 'linked' })
  expect(await lab.person('bo')).toMatchObject({ active: true, effectivelyActive: true, badge: 'linked' })
  // What a person decided reaches the directory; what the hold did never does.
  expect([await values(dnOf('ada'), 'employeeType'), await values(dnOf('bo'), 'employeeType')]).toEqual([
    ['FALSE'],
    ['TRUE'],
  ])
})

test('S22 an account made while the directory is down is kept, and goes out on its return', async () => {
  const lab = await synced()
  await server().stopServer()
  try {
    await lab.addPerson({ username: 'zed', email: 'zed@example.org' })
    await expect(lab.preview()).rejects.toThrow(/failed/)
    expect(await lab.person('zed')).toMatchObject({ badge: 'local', effectivelyActive: true })
    expect(await lab.person('ada')).toMatchObject({ badge: 'linked' })
  } finally {
    await server().startServer()
  }
  const { proposals, run } = await lab.sync()
  expect(proposals.map((row) => [row.side, row.kind, row.name])).toEqual([['directory', 'create', 'zed']])
  expect(run.state).toBe('succeeded')
  expect(await values(dnOf('zed'), 'mail')).toEqual(['zed@example.org'])
})

test('S23 two-way off, edits on both sides, on again: merged from the last base, and nothing is lost', async () => {
  const lab = await synced({ authority: 'ask' })
  const turn = (direction: Policy['direction']) =>
    lab.save(({ policy }) => {
      policy.direction = direction
    })
  await turn('accounts_to_directory')
  await change(title('ada', 'Theirs'), title('p0', 'Both'))
  await lab.editPerson('bo', { title: 'Ours' })
  await lab.editPerson('p0', { title: 'Neither' })
  await lab.editMembers('staff', { add: ['p1'] })
  // Looked at while it is off, and not applied.
  await lab.preview()
  await turn('two_way')
  const { changes } = await lab.sync({ approve: true })
  const titles = async (uid: string) => [(await lab.person(uid)).title, ...(await values(dnOf(uid), 'title'))]
  expect([await titles('ada'), await titles('bo')]).toEqual([
    ['Theirs', 'Theirs'],
    ['Ours', 'Ours'],
  ])
  expect(changes.find((row) => row.name === 'p0')).toMatchObject({ kind: 'conflict' })
  expect(await titles('p0')).toEqual(['Neither', 'Both'])
  expect(await values(groupDn('staff'), 'uniqueMember')).toContain(dnOf('p1'))
})

test('S21 of two whose entries are gone and who were edited, one gets the entry back, the other is held', async () => {
  const lab = await synced()
  const { id } = await lab.person('ada')
  await lab.editPerson('ada', { title: 'Director' })
  await lab.editPerson('bo', { title: 'Clerk' })
  await change(deleteLdif(dnOf('ada')), deleteLdif(dnOf('bo')))
  await lab.preview()
  await decide(lab, 'ada', { kind: 'restore' })
  await decide(lab, 'bo', { kind: 'accept' })
  const { proposals, run } = await lab.sync()
  const rowsOf = (name: string) => proposals.filter((row) => row.name === name)
  expect(rowsOf('ada')).toMatchObject([{ side: 'directory', kind: 'create', reason: 'decided' }])
  expect(rowsOf('bo')).toMatchObject([{ side: 'accounts', kind: 'hold', reason: 'decided' }])
  expect(run.state).toBe('succeeded')
  expect(await lab.person('ada')).toMatchObject({ id, title: 'Director', badge: 'linked' })
  expect(await values(dnOf('ada'), 'title')).toEqual(['Director'])
  expect(await lab.person('bo')).toMatchObject({ badge: 'held', active: true })
  expect(await lab.members('staff')).toEqual(['ada', 'bo'])
  expect(await values(groupDn('staff'), 'uniqueMember')).toContain(dnOf('ada'))
  expect((await lab.preview()).proposals).toEqual([])
})

describe('who left the scope, is on hold, and whose entry is deleted then', () => {
  const elsewhere = `uid=ada,${services}`
  const holdOf = async (lab: Company) => {
    const [hold] = await lab.holds()
    return hold && { cause: hold.cause, hasDeadline: hold.dueAt !== null }
  }
  async function heldOutside(policy: Partial<Policy> = {}): Promise<Company> {
    const lab = await synced(policy)
    await change(
      `dn: ${dnOf('ada')}\nchangetype: moddn\nnewrdn: uid=ada\ndeleteoldrdn: 0\nnewsuperior: ${services}\n\n`,
    )
    await lab.sync()
    expect(await holdOf(lab)).toEqual({ cause: 'left_scope', hasDeadline: false })
    expect((await lab.preview()).changes).toEqual([])
    await change(deleteLdif(elsewhere))
    return lab
  }

  test('S30 the hold goes on with the deadline of those who are gone, and an undo takes it back', async () => {
    const lab = await heldOutside()
    const { proposals, run } = await lab.sync()
    expect(proposals).toMatchObject([{ name: 'ada', kind: 'hold', reason: 'gone_from_directory' }])
    expect(await holdOf(lab)).toEqual({ cause: 'gone_from_directory', hasDeadline: true })
    expect(await lab.person('ada')).toMatchObject({ active: true, effectivelyActive: false })
    expect((await lab.preview()).changes).toEqual([])
    const { planId } = await lab.verbs.undoRun({ ...lab.call, params: { id: run.id } })
    await lab.apply((await lab.ready(planId)).plan)
    expect(await holdOf(lab)).toEqual({ cause: 'left_scope', hasDeadline: false })
    expect((await lab.preview()).proposals).toMatchObject([{ name: 'ada', kind: 'hold' }])
  })

  test('S30 the account is deleted where the policy for who is gone says so', async () => {
    const lab = await heldOutside({ goneFromDirectory: 'delete' })
    const { proposals } = await lab.sync()
    expect(proposals).toMatchObject([{ name: 'ada', kind: 'delete', reason: 'gone_from_directory' }])
    expect(await holdOf(lab)).toBeUndefined()
  })

  test('S30 who ended the hold between preview and apply is not held again', async () => {
    const lab = await heldOutside()
    const { plan } = await lab.preview()
    const [hold] = await lab.holds()
    await lab.verbs.releaseHold({ ...lab.call, params: { id: hold?.id ?? 0 } })
    const { operations } = await lab.apply(plan)
    expect(operations).toMatchObject([{ name: 'ada', kind: 'hold', state: 'drifted' }])
    expect(await lab.person('ada')).toMatchObject({ effectivelyActive: true })
    expect((await lab.preview()).changes).toEqual([])
  })
})
