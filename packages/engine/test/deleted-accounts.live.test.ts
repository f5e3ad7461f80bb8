import type { Decision, Policy } from '@bindery/contract'
import { describe, expect, test } from 'vitest'
import type { Company, Tweak } from './harness.ts'
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

const { server, company, change, values } = useSlapd()

const crowd = Array.from({ length: 12 }, (_, index) => `p${index}`)
const status: Tweak = ({ mapping }) => {
  const model = mapping.people.find((rule) => rule.local === 'title')
  if (model) mapping.people.push({ ...model, id: 'active', local: 'active', remote: 'employeeType' })
}

/** A company whose ada is in staff, synced once, by this policy. */
async function synced(policy: Partial<Policy> = {}, tweak: Tweak = () => undefined) {
  const people = ['ada', 'bo', 'cy', ...crowd].map((uid) => personLdif(uid, { employeeType: ['TRUE'] }))
  const lab = await company([...people, groupLdif('staff', ['ada', 'bo', 'cy'])], (settings) => {
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
const rowsOf = (changes: readonly { name: string; kind: string }[], name: string) =>
  changes.filter((row) => row.name === name && row.kind !== 'agree')
const isThere = async (dn: string) => (await values(dn, 'objectClass')).length > 0

describe('an account that was deleted', () => {
  test('has its entry disabled by the mapped status attribute', async () => {
    const lab = await synced({}, status)
    await lab.deletePerson('ada')
    const { changes, run } = await lab.sync()
    expect(run.state).toBe('succeeded')
    expect(rowsOf(changes, 'ada')).toMatchObject([
      { side: 'directory', kind: 'disable', reason: 'gone_from_accounts' },
    ])
    expect(await values(dnOf('ada'), 'employeeType')).toEqual(['FALSE'])
    // Frozen with the person: who is disabled stays in the groups of the directory.
    expect(await values(groupDn('staff'), 'uniqueMember')).toContain(dnOf('ada'))
    // S47: it does not come back as new, whatever happens to the entry.
    await change(modifyLdif(dnOf('ada'), 'replace: title', 'title: Still here'))
    expect((await lab.preview()).changes).toEqual([])
  })

  test('without a status attribute is withheld in words, and never a deletion', async () => {
    const lab = await synced()
    await lab.deletePerson('ada')
    const { changes, proposals } = await lab.preview()
    expect(proposals).toEqual([])
    expect(rowsOf(changes, 'ada')).toMatchObject([
      { side: 'directory', kind: 'withheld', reason: 'withheld_no_status_attribute' },
    ])
    expect(await isThere(dnOf('ada'))).toBe(true)
  })

  test('has its entry moved to where the policy says', async () => {
    const lab = await synced({ goneFromAccounts: 'move', moveGoneTo: services })
    await lab.deletePerson('ada')
    const { plan, changes, run } = await lab.sync()
    expect(rowsOf(changes, 'ada')).toMatchObject([{ side: 'directory', kind: 'move' }])
    expect(run.state).toBe('succeeded')
    expect(plan.removals).toEqual([{ side: 'directory', subjectKind: 'person', kind: 'move', count: 1 }])
    expect([await isThere(dnOf('ada')), await isThere(`uid=ada,${services}`)]).toEqual([false, true])
    expect((await lab.preview()).changes).toEqual([])
  })

  test('has its entry deleted, and out of the groups before', async () => {
    const lab = await synced({ goneFromAccounts: 'delete' })
    await lab.deletePerson('ada')
    const { plan, proposals, run, operations } = await lab.sync()
    expect(proposals.map((row) => [row.side, row.kind, row.name])).toEqual([
      ['directory', 'delete', 'ada'],
      ['directory', 'members', 'staff'],
    ])
    expect(run.state).toBe('succeeded')
    expect(plan.removals).toEqual([
      { side: 'directory', subjectKind: 'person', kind: 'delete', count: 1 },
      { side: 'directory', subjectKind: 'group', kind: 'members', count: 1 },
    ])
    expect(operations.map((operation) => [operation.kind, operation.atomic])).toEqual([
      ['members', true],
      ['delete', true],
    ])
    expect(await isThere(dnOf('ada'))).toBe(false)
    expect((await values(groupDn('staff'), 'uniqueMember')).toSorted()).toEqual([dnOf('bo'), dnOf('cy')])
    expect((await lab.preview()).changes).toEqual([])
  })

  test('S33 keeps an entry that was changed after the preview, or has entries below it', async () => {
    const lab = await synced({ goneFromAccounts: 'delete' })
    await change(`dn: cn=device,${dnOf('bo')}\nobjectClass: device\ncn: device\n\n`)
    await lab.deletePerson('ada')
    await lab.deletePerson('bo')
    await lab.deletePerson('cy')
    const { plan } = await lab.preview()
    await change(modifyLdif(dnOf('ada'), 'replace: title', 'title: Changed meanwhile'))
    const { run, operations } = await lab.apply(plan)
    expect(run.state).toBe('partly')
    const states = operations.filter((one) => one.kind === 'delete').map((one) => [one.name, one.state])
    expect(states.toSorted()).toEqual([
      ['ada', 'drifted'],
      ['bo', 'refused'],
      ['cy', 'done'],
    ])
    expect([await isThere(dnOf('ada')), await isThere(dnOf('bo')), await isThere(dnOf('cy'))]).toEqual([
      true,
      true,
      false,
    ])
    await change(deleteLdif(`cn=device,${dnOf('bo')}`))
  })

  test('S21 whose entry was changed since is a conflict; a person restores one and lets the other go', async () => {
    const lab = await synced({ goneFromAccounts: 'delete' })
    const { id } = await lab.person('ada')
    await change(
      modifyLdif(dnOf('ada'), 'replace: title', 'title: Director'),
      modifyLdif(dnOf('bo'), 'replace: title', 'title: Clerk'),
    )
    await lab.deletePerson('ada')
    await lab.deletePerson('bo')
    const { changes, proposals } = await lab.preview()
    expect(proposals).toEqual([])
    expect(rowsOf(changes, 'ada')).toMatchObject([
      {
        kind: 'conflict',
        reason: 'conflict_deleted_in_accounts',
        values: [{ attribute: 'title', base: [], accounts: [], directory: ['Director'] }],
      },
    ])
    await decide(lab, 'ada', { kind: 'restore' })
    await decide(lab, 'bo', { kind: 'accept' })
    const decided = await lab.sync()
    expect(decided.run.state).toBe('succeeded')
    expect(await lab.person('ada')).toMatchObject({ id, title: 'Director', badge: 'linked' })
    expect([await isThere(dnOf('ada')), await isThere(dnOf('bo'))]).toEqual([true, false])
    expect(await lab.members('staff')).toContain('ada')
    expect((await lab.preview()).changes).toEqual([])
    const { planId } = await lab.verbs.undoRun({ ...lab.call, params: { id: decided.run.id } })
    expect(rowsOf((await lab.ready(planId)).changes, 'ada')).toMatchObject([
      { kind: 'withheld', why: 'The account came back with its entry, and stays.' },
    ])
  })

  test('whose entry is gone too is forgotten quietly', async () => {
    const lab = await synced({ goneFromAccounts: 'delete' })
    await lab.deletePerson('ada')
    await change(deleteLdif(dnOf('ada')))
    const { plan, proposals } = await lab.sync()
    expect(proposals.filter((row) => row.name === 'ada')).toMatchObject([
      { kind: 'unlink', reason: 'gone_from_both' },
    ])
    expect(plan.removals).toEqual([])
    expect((await lab.preview()).changes).toEqual([])
  })

  test('as a group loses its entry only by the policy delete', async () => {
    const lab = await synced()
    await lab.deleteGroup('staff')
    const kept = await lab.sync()
    expect(rowsOf(kept.changes, 'staff')).toMatchObject([{ kind: 'unlink', side: 'accounts' }])
    await lab.addGroup('club')
    await lab.editMembers('club', { add: ['ada'] })
    await lab.sync()
    await lab.save(({ policy }) => {
      policy.goneFromAccounts = 'delete'
    })
    await lab.deleteGroup('club')
    const { plan } = await lab.preview()
    // A policy that takes more away than before waits, even for one.
    expect(plan.guard).toMatchObject({ verdict: 'needs_approval', settingsChanged: true })
    await lab.apply(plan, { approve: true })
    expect([await isThere(groupDn('staff')), await isThere(groupDn('club'))]).toEqual([true, false])
    expect((await lab.preview()).changes).toEqual([])
  })

  test('S33 as a group keeps its entry if somebody joined it after the preview', async () => {
    const lab = await synced({ goneFromAccounts: 'delete' })
    await lab.deleteGroup('staff')
    const first = await lab.preview()
    await change(modifyLdif(groupDn('staff'), 'add: uniqueMember', `uniqueMember: ${dnOf('p0')}`))
    const { operations } = await lab.apply(first.plan)
    expect(operations.filter((row) => row.name === 'staff')).toMatchObject([
      { kind: 'delete', state: 'drifted' },
    ])
    expect(await values(groupDn('staff'), 'uniqueMember')).toContain(dnOf('p0'))
    // Who joined is a change there that the deletion would lose.
    expect((await lab.preview()).changes).toMatchObject([
      { name: 'staff', kind: 'conflict', reason: 'conflict_deleted_in_accounts' },
    ])
  })

  test('S33 as a group loses its entry in the run that renames a member', async () => {
    const lab = await synced({ goneFromAccounts: 'delete' })
    await lab.deleteGroup('staff')
    await lab.editPerson('bo', { username: 'bob' })
    const { run } = await lab.sync()
    expect(run.state).toBe('succeeded')
    expect(await isThere(groupDn('staff'))).toBe(false)
  })
})

describe('one way', () => {
  test('S47 from the directory, a deleted account is restored, asked about, or left deleted', async () => {
    const lab = await synced({ direction: 'directory_to_accounts', missingAccount: 'ask' })
    const before = await lab.person('ada')
    await lab.deletePerson('ada')
    const asked = await lab.preview()
    expect(asked.proposals).toMatchObject([
      { name: 'ada', side: 'accounts', kind: 'create', reason: 'policy_ask', included: false },
    ])
    await lab.save(({ policy }) => {
      policy.missingAccount = 'recreate'
    })
    await lab.sync()
    expect(await lab.person('ada')).toMatchObject({ id: before.id, username: 'ada', badge: 'linked' })
    expect(await lab.members('staff')).toEqual(['ada', 'bo', 'cy'])
    expect((await lab.preview()).proposals).toEqual([])
    await lab.save(({ policy }) => {
      policy.missingAccount = 'ignore'
    })
    await lab.deletePerson('ada')
    await lab.sync()
    expect((await lab.preview()).changes).toEqual([])
    expect((await lab.everybody()).map((row) => row.username)).not.toContain('ada')
  })

  test('S47 from the accounts, an entry that is gone is made again, asked about, or left gone', async () => {
    const lab = await synced()
    await lab.save(({ policy }) => {
      policy.direction = 'accounts_to_directory'
    })
    const first = await idOf(server(), dnOf('ada'))
    await change(deleteLdif(dnOf('ada')))
    const asked = await lab.preview()
    expect(asked.proposals).toMatchObject([
      { name: 'ada', side: 'directory', kind: 'create', reason: 'policy_ask', included: false },
    ])
    await lab.save(({ policy }) => {
      policy.missingEntry = 'recreate'
    })
    const made = await lab.sync()
    expect(made.run.state).toBe('succeeded')
    expect(rowsOf(made.changes, 'ada')).toMatchObject([{ kind: 'create', reason: 'gone_from_directory' }])
    const [link] = (await lab.person('ada')).links
    expect(link).toMatchObject({ state: 'active', stableId: await idOf(server(), dnOf('ada')) })
    expect(link?.stableId).not.toBe(first)
    expect((await values(groupDn('staff'), 'uniqueMember')).toSorted()).toEqual(['ada', 'bo', 'cy'].map(dnOf))
    expect((await lab.preview()).changes).toEqual([])
    await lab.save(({ policy }) => {
      policy.missingEntry = 'ignore'
    })
    await change(deleteLdif(dnOf('ada')))
    expect((await lab.preview()).proposals).toEqual([])
    expect(await lab.person('ada')).toMatchObject({ effectivelyActive: true })
  })
})
