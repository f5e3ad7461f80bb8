import type { Policy } from '@bindery/contract'
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
  users,
  useSlapd,
} from './company.ts'

const { server, company, change, restore, values } = useSlapd()

/** Enough of them that one who is missing is no alarm. */
const crowd = Array.from({ length: 12 }, (_, index) => `p${index}`)
const others = crowd.map((uid) => personLdif(uid))

/** A company of a dozen, and of ada and bo in staff, synced once, by this policy. */
async function synced(policy: Partial<Policy> = {}, more: readonly string[] = []) {
  const lab = await company(
    [...others, personLdif('ada'), personLdif('bo'), groupLdif('staff', ['ada', 'bo']), ...more],
    (settings) => Object.assign(settings.policy, policy),
  )
  await lab.sync()
  return lab
}
type Lab = Awaited<ReturnType<typeof synced>>
/** Whoever is not of the crowd. */
const accounts = async (lab: Lab) =>
  (await lab.everybody()).map((row) => row.username).filter((name) => !crowd.includes(name))
const rowOf = (changes: readonly { name: string; kind: string }[], name: string) =>
  changes.filter((row) => row.name === name && row.kind !== 'agree')

describe('an entry that is gone', () => {
  test('S47 is held with a deadline, comes back, and the person is as they were, in the groups of both sides', async () => {
    const lab = await synced({ holdDays: 12 })
    const before = await lab.person('ada')
    await lab.addGroup('club')
    await lab.editMembers('club', { add: ['ada', 'bo'] })
    await lab.sync()
    const entryUuid = await idOf(server(), dnOf('ada'))
    await change(deleteLdif(dnOf('ada')))
    const gone = await lab.sync()
    expect(rowOf(gone.changes, 'ada')).toMatchObject([
      { side: 'accounts', kind: 'hold', reason: 'gone_from_directory' },
    ])
    expect(await lab.person('ada')).toMatchObject({ badge: 'held', active: true, effectivelyActive: false })
    expect(await lab.holds()).toMatchObject([
      { username: 'ada', cause: 'gone_from_directory', daysLeft: 12, ended: null },
    ])
    expect((await lab.preview()).proposals).toEqual([])
    // While it is away, a person takes them out of one group.
    await lab.editMembers('club', { remove: ['ada'] })
    await restore(personLdif('ada', { entryUUID: [entryUuid], title: ['Back'] }))
    const back = await lab.sync()
    expect(back.run.state).toBe('succeeded')
    expect(rowOf(back.changes, 'ada')).toMatchObject([
      { kind: 'release', reason: 'reappeared' },
      { kind: 'update', side: 'accounts' },
    ])
    expect(await lab.person('ada')).toMatchObject({
      id: before.id,
      badge: 'linked',
      effectivelyActive: true,
      title: 'Back',
    })
    expect([await lab.members('staff'), await lab.members('club')]).toEqual([['ada', 'bo'], ['bo']])
    expect((await values(groupDn('staff'), 'uniqueMember')).toSorted()).toEqual([dnOf('ada'), dnOf('bo')])
    expect(await values(groupDn('club'), 'uniqueMember')).toEqual([dnOf('bo')])
    expect(await lab.holds()).toEqual([])
    expect(await lab.holds('ended')).toMatchObject([{ ended: { outcome: 'released', by: 'tester' } }])
    expect((await lab.preview()).changes).toEqual([])
  })

  test('S47 one way, who comes back keeps their groups here although the server took them out of its own', async () => {
    const lab = await synced({ direction: 'directory_to_accounts' })
    const entryUuid = await idOf(server(), dnOf('ada'))
    await change(deleteLdif(dnOf('ada')))
    await lab.sync()
    await restore(personLdif('ada', { entryUUID: [entryUuid] }))
    await lab.sync()
    expect(await lab.members('staff')).toEqual(['ada', 'bo'])
    expect((await lab.preview()).proposals).toEqual([])
    expect(await lab.members('staff')).toEqual(['ada', 'bo'])
  })

  test('is proposed for deletion when the hold has run out, and restored should it return even then', async () => {
    const lab = await synced({ holdDays: 0 })
    const { id } = await lab.person('ada')
    const entryUuid = await idOf(server(), dnOf('ada'))
    await change(deleteLdif(dnOf('ada')))
    await lab.sync()
    expect(await lab.person('ada')).toMatchObject({ badge: 'held' })
    const expired = await lab.preview()
    expect(expired.proposals).toMatchObject([
      { name: 'ada', side: 'accounts', kind: 'delete', reason: 'hold_expired' },
    ])
    expect(expired.plan.removals).toEqual([
      { side: 'accounts', subjectKind: 'person', kind: 'delete', count: 1 },
    ])
    expect((await lab.apply(expired.plan)).run.state).toBe('succeeded')
    expect(await accounts(lab)).toEqual(['bo'])
    expect(await lab.members('staff')).toEqual(['bo'])
    expect(await lab.holds('ended')).toMatchObject([{ username: 'ada', ended: { outcome: 'deleted' } }])
    expect((await lab.preview()).proposals).toEqual([])
    await restore(personLdif('ada', { entryUUID: [entryUuid], title: ['Back'] }))
    await change(modifyLdif(groupDn('staff'), 'add: uniqueMember', `uniqueMember: ${dnOf('ada')}`))
    const back = await lab.sync()
    expect(rowOf(back.changes, 'ada')).toMatchObject([{ kind: 'create', reason: 'reappeared' }])
    expect(await lab.person('ada')).toMatchObject({ id, title: 'Back', badge: 'linked' })
    expect(await lab.members('staff')).toEqual(['ada', 'bo'])
    expect((await lab.preview()).proposals).toEqual([])
  })

  test('whose hold has run out is not deleted while it stands outside the scope', async () => {
    const lab = await synced({ holdDays: 0 })
    const entryUuid = await idOf(server(), dnOf('ada'))
    await change(deleteLdif(dnOf('ada')))
    await lab.sync()
    await restore(personLdif('ada', { entryUUID: [entryUuid] }, `uid=ada,${services}`))
    const { changes } = await lab.preview()
    expect(rowOf(changes, 'ada')).toMatchObject([
      { kind: 'withheld', reason: 'policy_ignore', why: expect.stringContaining(services) },
    ])
  })

  test('by the policies disable, delete, unlink and ignore', async () => {
    const lab = await synced({ goneFromDirectory: 'ignore' }, [personLdif('cy'), personLdif('di')])
    const uuids = await Promise.all(['ada', 'cy', 'di'].map((uid) => idOf(server(), dnOf(uid))))
    const by = (goneFromDirectory: Policy['goneFromDirectory']) =>
      lab.save((settings) => {
        settings.policy.goneFromDirectory = goneFromDirectory
      })
    await change(deleteLdif(dnOf('ada')))
    const ignored = await lab.preview()
    expect(rowOf(ignored.changes, 'ada')).toMatchObject([{ kind: 'withheld', reason: 'policy_ignore' }])
    expect(await lab.person('ada')).toMatchObject({ badge: 'linked', effectivelyActive: true })

    await by('disable')
    const disabled = await lab.sync({ approve: true })
    expect(rowOf(disabled.changes, 'ada')).toMatchObject([{ side: 'accounts', kind: 'disable' }])
    expect(await lab.person('ada')).toMatchObject({ active: false, badge: 'unlinked' })
    expect(await lab.members('staff')).toEqual(['ada', 'bo'])

    await by('unlink')
    await change(deleteLdif(dnOf('cy')))
    const unlinked = await lab.sync({ approve: true })
    expect(rowOf(unlinked.changes, 'cy')).toMatchObject([{ side: 'accounts', kind: 'unlink' }])
    expect(await lab.person('cy')).toMatchObject({ active: true, badge: 'unlinked' })

    await by('delete')
    await change(deleteLdif(dnOf('di')))
    const deleted = await lab.sync({ approve: true })
    expect(rowOf(deleted.changes, 'di')).toMatchObject([
      { side: 'accounts', kind: 'delete', reason: 'gone_from_directory' },
    ])
    expect(await accounts(lab)).toEqual(['ada', 'bo', 'cy'])
    // S47: nobody of them is created again on either side.
    expect((await lab.preview()).changes).toEqual([])

    await restore(
      ...['ada', 'cy', 'di'].map((uid, index) => personLdif(uid, { entryUUID: [uuids[index] ?? ''] })),
    )
    const back = await lab.sync()
    expect(back.proposals.map((row) => [row.name, row.kind, row.reason]).toSorted()).toEqual([
      ['ada', 'link', 'reappeared'],
      ['cy', 'link', 'reappeared'],
      ['di', 'create', 'reappeared'],
      ['staff', 'members', 'membership_changed'],
    ])
    expect(await lab.person('ada')).toMatchObject({ active: false, badge: 'linked' })
    expect((await lab.preview()).changes).toEqual([])
  })

  test('disabled by the policy, who comes back active is enabled, and not disabled there', async () => {
    const lab = await company([...others, personLdif('ada', { employeeType: ['TRUE'] })], (settings) => {
      settings.policy.goneFromDirectory = 'disable'
      const model = settings.mapping.people.find((rule) => rule.local === 'title')
      if (model)
        settings.mapping.people.push({ ...model, id: 'active', local: 'active', remote: 'employeeType' })
    })
    await lab.sync()
    const entryUuid = await idOf(server(), dnOf('ada'))
    await change(deleteLdif(dnOf('ada')))
    await lab.sync()
    expect(await lab.person('ada')).toMatchObject({ active: false })
    await restore(personLdif('ada', { entryUUID: [entryUuid], employeeType: ['TRUE'] }))
    const { proposals } = await lab.sync()
    expect(proposals.map((row) => [row.side, row.kind])).toEqual([
      ['accounts', 'link'],
      ['accounts', 'enable'],
    ])
    expect(await lab.person('ada')).toMatchObject({ active: true })
    expect(await values(dnOf('ada'), 'employeeType')).toEqual(['TRUE'])
  })

  test.each(['hold', 'disable', 'delete'] as const)(
    'S21 and was changed here since is a conflict, by the policy %s',
    async (goneFromDirectory) => {
      const lab = await synced({ goneFromDirectory })
      await lab.editPerson('ada', { title: 'Director' })
      await change(deleteLdif(dnOf('ada')))
      const { changes } = await lab.preview()
      expect(rowOf(changes, 'ada')).toMatchObject([
        {
          kind: 'conflict',
          reason: 'conflict_deleted_in_directory',
          applicable: false,
          values: [{ attribute: 'title', base: [], accounts: ['Director'], directory: [] }],
        },
      ])
      expect(await lab.person('ada')).toMatchObject({ title: 'Director', badge: 'linked', active: true })
    },
  )

  test('S21 one way from the directory, an edit here does not count: it would have been overwritten', async () => {
    const lab = await synced({ direction: 'directory_to_accounts', goneFromDirectory: 'delete' })
    await lab.editPerson('ada', { title: 'Director' })
    await change(deleteLdif(dnOf('ada')))
    await lab.sync()
    expect(await accounts(lab)).toEqual(['bo'])
  })

  test('S15 and was made anew deletes nobody: the conflict comes first', async () => {
    const lab = await synced({ goneFromDirectory: 'delete' })
    await change(deleteLdif(dnOf('ada')), personLdif('ada', { mail: ['other@example.org'] }))
    const { changes } = await lab.preview()
    expect(changes.map((row) => [row.kind, row.reason])).toContainEqual([
      'withheld',
      'withheld_depends_on_conflict',
    ])
    expect(await accounts(lab)).toEqual(['ada', 'bo'])
  })

  test('and protected is told, and left alone', async () => {
    const lab = await synced({ goneFromDirectory: 'delete', protectedDns: [dnOf('ada')] })
    await change(deleteLdif(dnOf('ada')))
    const { changes } = await lab.preview()
    expect(rowOf(changes, 'ada')).toMatchObject([{ kind: 'withheld', reason: 'withheld_protected' }])
    expect(await lab.person('ada')).toMatchObject({ badge: 'linked' })
  })

  test('as a group is unlinked or deleted; its members are left alone', async () => {
    const lab = await synced({ goneFromDirectory: 'hold' }, [groupLdif('club', ['bo'])])
    await change(deleteLdif(groupDn('staff')))
    const unlinked = await lab.sync()
    expect(rowOf(unlinked.changes, 'staff')).toMatchObject([{ kind: 'unlink', side: 'accounts' }])
    expect(await lab.members('staff')).toEqual(['ada', 'bo'])
    await lab.save((settings) => {
      settings.policy.goneFromDirectory = 'delete'
    })
    await lab.editMembers('club', { add: ['ada'] })
    await change(deleteLdif(groupDn('club')))
    const changed = await lab.preview()
    expect(rowOf(changed.changes, 'club')).toMatchObject([
      { kind: 'conflict', reason: 'conflict_deleted_in_directory' },
    ])
    await lab.editMembers('club', { remove: ['ada'] })
    await lab.sync({ approve: true })
    expect((await lab.everyGroup()).map((row) => row.name)).toEqual(['staff'])
    expect(await accounts(lab)).toEqual(['ada', 'bo'])
    expect((await lab.preview()).changes).toEqual([])
  })
})

describe('an entry that left the scope', () => {
  test.each([
    ['hold', 'hold', 'held'],
    ['unlink', 'unlink', 'unlinked'],
    ['ignore', 'withheld', 'linked'],
  ] as const)('S13 by the policy %s, and never a deletion', async (leftScope, kind, badge) => {
    const lab = await synced({ leftScope, holdDays: 0, goneFromDirectory: 'delete' })
    await change(
      `dn: ${dnOf('ada')}\nchangetype: modrdn\nnewrdn: uid=ada\ndeleteoldrdn: 1\nnewsuperior: ${services}\n\n`,
    )
    const { plan, changes } = await lab.preview()
    expect(rowOf(changes, 'ada')).toMatchObject([{ kind }])
    if (plan.included > 0) await lab.apply(plan)
    expect(await lab.person('ada')).toMatchObject({ badge, active: true })
    expect(await lab.holds()).toMatchObject(
      leftScope === 'hold' ? [{ cause: 'left_scope', dueAt: null, daysLeft: null }] : [],
    )
    expect((await lab.preview()).proposals).toEqual([])
    await change(
      `dn: uid=ada,${services}\nchangetype: modrdn\nnewrdn: uid=ada\ndeleteoldrdn: 1\nnewsuperior: ${users}\n\n`,
    )
    if ((await lab.preview()).plan.included > 0) await lab.sync()
    expect(await lab.person('ada')).toMatchObject({ badge: 'linked', effectivelyActive: true })
    expect(await lab.members('staff')).toEqual(['ada', 'bo'])
    expect((await lab.preview()).proposals).toEqual([])
  })
})
