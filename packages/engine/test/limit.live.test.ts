import { writeLdifEntry } from '@bindery/testbed'
import { describe, expect, onTestFinished, test } from 'vitest'
import { deleteLdif, dnOf, groupDn, groupLdif, idOf, modifyLdif, personLdif, useSlapd } from './company.ts'
import type { Company, Preview, Tweak } from './harness.ts'

const { server, company, change, restore, values } = useSlapd()

const uids = ['ada', 'bo', 'cy', 'di']
const people = uids.map((uid) => personLdif(uid))
const service = 'cn=reader,dc=example,dc=org'
const member = (group: string, operation: 'add' | 'delete', ...dns: string[]) =>
  modifyLdif(groupDn(group), `${operation}: uniqueMember`, ...dns.map((dn) => `uniqueMember: ${dn}`))
const limitTo =
  (names: string[], more: Tweak = () => undefined): Tweak =>
  (settings) => {
    settings.policy.limitToGroups = names
    more(settings)
  }
const mainDatabase = (...lines: string[]) =>
  server().config(modifyLdif('olcDatabase={2}mdb,cn=config', ...lines))

/** Rows in short. */
const told = ({ changes }: Pick<Preview, 'changes'>) =>
  changes.map((row) => `${row.side}: ${row.kind} ${row.name} (${row.reason})`).toSorted()
const usernames = async (lab: Company) =>
  (await lab.everybody()).map(({ username, badge }) => `${username} ${badge}`).toSorted()

/** Enough people who stay, so that one who leaves is no alarm. */
const crowd = Array.from({ length: 8 }, (_, index) => `p${index}`)
/** ada and bo are staff with the crowd, cy and di are not; they all are in the club. */
const offices = [
  ...people,
  ...crowd.map((uid) => personLdif(uid)),
  groupLdif('staff', ['ada', 'bo', ...crowd, service]),
  groupLdif('club', uids),
]

describe('limited to a group', () => {
  test('S30 only its people are synced; who leaves it there is held and not deleted; joining brings the same account back', async () => {
    const lab = await company(offices, limitTo(['Staff']))
    await lab.sync()
    expect(await usernames(lab)).toEqual(['ada', 'bo', ...crowd].map((uid) => `${uid} linked`))
    expect(await lab.members('club')).toEqual(['ada', 'bo'])
    expect(told(await lab.preview())).toEqual([])

    const { id } = await lab.person('ada')
    await change(member('staff', 'delete', dnOf('ada')))
    const left = await lab.sync()
    expect(told(left)).toEqual([
      'accounts: hold ada (left_scope)',
      'accounts: members staff (membership_changed)',
    ])
    expect(left.changes.find((row) => row.kind === 'hold')?.why).toContain(
      `The entry is still there, as ${dnOf('ada')}, but in none of the groups that synchronization is limited to.`,
    )
    expect(await lab.person('ada')).toMatchObject({
      id,
      badge: 'held',
      active: true,
      effectivelyActive: false,
    })
    expect((await lab.holds()).map((hold) => [hold.username, hold.dueAt])).toEqual([['ada', null]])
    // Out of scope, nothing of hers is synced, and nothing of hers is lost.
    await change(modifyLdif(dnOf('ada'), 'replace: title', 'title: Elsewhere'))
    expect(told(await lab.preview())).toEqual([])
    expect(await lab.members('club')).toEqual(['ada', 'bo'])
    expect(await values(groupDn('club'), 'uniqueMember')).toContain(dnOf('ada'))

    await change(member('staff', 'add', dnOf('ada')))
    expect(told(await lab.sync())).toEqual([
      'accounts: members staff (membership_changed)',
      'accounts: release ada (reappeared)',
      'accounts: update ada (changed_in_directory)',
    ])
    expect(await lab.person('ada')).toMatchObject({ id, badge: 'linked', effectivelyActive: true })
    expect(await lab.members('staff')).toContain('ada')
    expect(await lab.members('club')).toEqual(['ada', 'bo'])
    expect(await lab.holds()).toEqual([])
    expect(told(await lab.preview())).toEqual([])
  })

  test('S30 who is taken out of it here leaves it there as well; who is put back here is synced again', async () => {
    const lab = await company(offices, limitTo(['staff']))
    await lab.sync()
    const { id } = await lab.person('bo')
    await lab.editMembers('staff', { remove: ['bo'] })
    await lab.editMembers('club', { remove: ['bo'] })
    expect(told(await lab.sync())).toEqual([
      'accounts: hold bo (left_scope)',
      'directory: members staff (membership_changed)',
    ])
    expect(await values(groupDn('staff'), 'uniqueMember')).not.toContain(dnOf('bo'))
    expect(await values(groupDn('club'), 'uniqueMember')).toContain(dnOf('bo'))
    expect(told(await lab.preview())).toEqual([])

    await lab.editMembers('staff', { add: ['bo'] })
    expect(told(await lab.sync())).toEqual([
      'accounts: release bo (reappeared)',
      'directory: members club (membership_changed)',
      'directory: members staff (membership_changed)',
    ])
    expect(await lab.person('bo')).toMatchObject({ id, badge: 'linked', effectivelyActive: true })
    expect(await values(groupDn('staff'), 'uniqueMember')).toContain(dnOf('bo'))
    expect(told(await lab.preview())).toEqual([])
  })

  test('a removal from it that was left out is proposed again, and a person out of scope is not unlinked twice', async () => {
    const lab = await company(
      offices,
      limitTo(['staff'], ({ policy }) => (policy.leftScope = 'unlink')),
    )
    await lab.sync()
    await lab.editMembers('staff', { remove: ['bo'] })
    const { plan, changes } = await lab.preview()
    const ids = changes.filter(({ kind }) => kind === 'members').map((row) => row.id)
    const body = { include: false, ids }
    const without = await lab.verbs.selectChanges({ ...lab.call, params: { id: plan.id }, body })
    await lab.apply(without)
    expect(await lab.person('bo')).toMatchObject({ badge: 'unlinked', effectivelyActive: true })
    expect(told(await lab.sync())).toEqual(['directory: members staff (membership_changed)'])
    expect(told(await lab.preview())).toEqual([])
  })

  test('accounts outside of it are not created there; who is in it here is, and the group itself too', async () => {
    const lab = await company(
      [],
      limitTo(['crew'], ({ policy }) => (policy.direction = 'accounts_to_directory')),
    )
    for (const username of ['ada', 'bo']) await lab.addPerson({ username, email: `${username}@example.org` })
    await lab.addGroup('crew')
    await lab.editMembers('crew', { add: ['ada'] })
    expect(told(await lab.sync())).toEqual([
      'directory: create ada (first_seen_in_accounts)',
      'directory: create crew (first_seen_in_accounts)',
      'directory: members crew (membership_changed)',
    ])
    expect(await values(groupDn('crew'), 'uniqueMember')).toEqual([dnOf('ada')])
    expect(await values(dnOf('bo'), 'uid')).toEqual([])
    expect(await usernames(lab)).toEqual(['ada linked', 'bo local'])
    expect(told(await lab.preview())).toEqual([])
    await lab.editMembers('crew', { add: ['bo'] })
    expect(told(await lab.sync())).toEqual([
      'directory: create bo (first_seen_in_accounts)',
      'directory: members crew (membership_changed)',
    ])
    expect(told(await lab.preview())).toEqual([])
  })

  test('an account in it whose entry is not is linked to that entry, which joins; no second one is made', async () => {
    const lab = await company(offices, limitTo(['staff']))
    await lab.sync()
    await lab.addPerson({ username: 'cy', email: 'cy@example.org' })
    await lab.addPerson({ username: 'di', email: 'di@example.org' })
    expect(told(await lab.preview())).toEqual([])
    await lab.editMembers('staff', { add: ['cy'] })
    const { changes, run } = await lab.sync()
    expect(changes.map((row) => `${row.side}: ${row.kind} ${row.name}`)).toEqual(
      expect.arrayContaining(['accounts: link cy', 'directory: members staff']),
    )
    expect(changes.filter((row) => row.kind === 'create')).toEqual([])
    expect(run.state).toBe('succeeded')
    expect(await values(groupDn('staff'), 'uniqueMember')).toContain(dnOf('cy'))
    expect(await usernames(lab)).toEqual(expect.arrayContaining(['cy linked', 'di local']))
    expect(told(await lab.preview())).toEqual([])
  })

  test('a deleted account and a returned entry are no wish to leave it', async () => {
    const lab = await company(
      offices,
      limitTo(['staff'], ({ policy }) => (policy.goneFromAccounts = 'delete')),
    )
    await lab.sync()
    const uuid = await idOf(server(), dnOf('ada'))
    await lab.deletePerson('bo')
    await change(deleteLdif(dnOf('ada')))
    expect((await lab.sync()).proposals.map((row) => `${row.side}: ${row.kind} ${row.name}`)).toEqual(
      expect.arrayContaining(['accounts: hold ada', 'directory: delete bo']),
    )
    expect(await values(groupDn('staff'), 'uniqueMember')).toHaveLength(crowd.length + 1)
    await restore(personLdif('ada', { entryUUID: [uuid] }))
    expect(told(await lab.sync())).toEqual([
      'accounts: release ada (reappeared)',
      'directory: members club (membership_changed)',
      'directory: members staff (membership_changed)',
    ])
    expect(await lab.members('staff')).toEqual(['ada', ...crowd])
    expect(told(await lab.preview())).toEqual([])
  })

  test('where accounts lead, the entry of somebody outside is not made again', async () => {
    const lead: Tweak = ({ policy }) =>
      Object.assign(policy, { direction: 'accounts_to_directory', missingEntry: 'recreate' })
    const lab = await company(offices)
    await lab.sync()
    await lab.save(limitTo(['staff'], lead))
    await change(deleteLdif(dnOf('bo')), deleteLdif(dnOf('cy')))
    const { changes } = await lab.preview()
    expect(
      changes
        .filter((row) => row.subjectKind === 'person')
        .map((row) => `${row.kind} ${row.name} (${row.reason})`),
    ).toEqual(['withheld cy (left_scope)', 'withheld di (policy_ignore)', 'create bo (gone_from_directory)'])
  })
})

describe('nested groups, as the policy counts them', () => {
  /** crew ⊃ deck ⊃ engine ⊃ crew. */
  const circle = [
    ...people,
    groupLdif('crew', ['ada', groupDn('deck')]),
    groupLdif('deck', ['bo', groupDn('engine')]),
    groupLdif('engine', ['cy', groupDn('crew')]),
    groupLdif('shore', ['di']),
  ]

  test('S30 flattened, whoever is in a member group is in; leaving that leaves, in whichever group it was', async () => {
    const lab = await company(circle, limitTo(['crew']))
    await lab.sync()
    expect(await usernames(lab)).toEqual(['ada linked', 'bo linked', 'cy linked'])
    await change(member('engine', 'add', dnOf('di')), member('engine', 'delete', dnOf('cy')))
    const { proposals } = await lab.sync()
    expect(
      proposals.filter((row) => row.subjectKind === 'person').map((row) => `${row.kind} ${row.name}`),
    ).toEqual(['hold cy', 'create di'])
    expect(await lab.members('crew')).toEqual(['ada', 'bo', 'di'])
    expect((await lab.preview()).proposals).toEqual([])
    await change(member('deck', 'add', dnOf('cy')))
    await lab.sync()
    expect(await lab.person('cy')).toMatchObject({ badge: 'linked', effectivelyActive: true })
    expect((await lab.preview()).proposals).toEqual([])
  })

  test.each(['keep', 'ignore'] as const)('set to %s, only whom the group itself names', async (nested) => {
    const lab = await company(
      circle,
      limitTo(['crew'], ({ groups }) => (groups.nested = nested)),
    )
    await lab.sync()
    expect(await usernames(lab)).toEqual(['ada linked'])
  })

  test('a group that names people by username: a rename there is no leaving', async () => {
    const lab = await company(
      [
        ...offices.slice(0, -2),
        writeLdifEntry({
          dn: groupDn('staff'),
          attributes: {
            objectClass: ['posixGroup'],
            cn: ['staff'],
            gidNumber: ['500'],
            memberUid: ['ada', 'bo', ...crowd],
          },
        }),
      ],
      limitTo(['staff'], ({ groups }) =>
        Object.assign(groups, { objectClass: 'posixGroup', memberAttribute: 'memberUid' }),
      ),
    )
    await lab.sync()
    expect(await usernames(lab)).toHaveLength(2 + crowd.length)
    await change(`dn: ${dnOf('ada')}\nchangetype: modrdn\nnewrdn: uid=ada.l\ndeleteoldrdn: 1\n\n`)
    const { proposals } = await lab.sync()
    expect(proposals.map((row) => row.kind)).not.toContain('hold')
    expect(await lab.person('ada.l')).toMatchObject({ badge: 'linked' })
    await change(modifyLdif(groupDn('staff'), 'delete: memberUid', 'memberUid: bo'))
    expect((await lab.sync()).proposals.map((row) => `${row.kind} ${row.name}`)).toEqual([
      'hold bo',
      'members staff',
    ])
    expect((await lab.preview()).proposals).toEqual([])
  })
})

describe('changing the setting', () => {
  test('is a change of scope: measured before it is saved, removals wait, and the guard names it', async () => {
    const lab = await company(offices)
    await lab.sync()
    const [impact] = (await lab.impact(limitTo(['staff']))).scope
    expect(impact).toMatchObject({
      before: 12,
      after: 10,
      enter: { count: 0 },
      leave: { count: 2, linked: 2, first: [{ name: 'cy' }, { name: 'di' }] },
    })
    await lab.save(limitTo(['staff']))
    const { plan: waiting, proposals } = await lab.preview()
    expect(proposals.map((row) => `${row.kind} ${row.name}`)).toEqual(['hold cy', 'hold di'])
    expect(waiting.guard?.verdict).toBe('needs_approval')
    expect(waiting.guard?.causes[0]).toMatchObject({
      code: 'setting_changed',
      change: { path: 'settings.policy.limitToGroups', before: [], after: ['staff'] },
    })
    expect(waiting.guard?.causes[0]?.message).toContain(
      'policy: limit to groups changed from nothing to staff',
    )
    await lab.apply(waiting, { approve: true })
    await lab.save(limitTo([]))
    expect((await lab.sync()).proposals.map((row) => `${row.kind} ${row.name}`)).toEqual([
      'release cy',
      'release di',
    ])
  })

  test('a group that is not there fails the preview, which names it and proposes nothing', async () => {
    const lab = await company(offices)
    await lab.sync()
    const { plan, changes } = await lab.failedPreview(limitTo(['staff', 'stuff']))
    expect(plan.failure).toMatchObject({
      code: 'group_not_found',
      message: 'The directory shows no group called “stuff”',
      field: 'policy.limitToGroups.1',
    })
    expect(changes).toEqual([])
    expect((await lab.impactSteps(limitTo(['stuff']))).at(-1)).toMatchObject({
      state: 'failed',
      failure: { code: 'group_not_found', field: 'policy.limitToGroups.0' },
    })
    // A saved limit that is gone is no hindrance to a better one.
    await lab.save(limitTo(['club']))
    await change(`dn: ${groupDn('club')}\nchangetype: modrdn\nnewrdn: cn=society\ndeleteoldrdn: 1\n\n`)
    await expect(lab.preview()).rejects.toThrow('no group called “club”')
    const renamed = await lab.impact(limitTo(['society']))
    expect(renamed.incomplete).toContain('club')
    expect(renamed.scope[0]).toMatchObject({ after: 4 })
  })

  test('S43 a group whose members nobody can read fails the preview: nobody leaves by that', async () => {
    const lab = await company(
      [...offices, groupLdif('crew', [groupDn('deck'), 'ada']), groupLdif('deck', ['bo'])],
      limitTo(['crew']),
      'reader',
    )
    await lab.sync()
    const hide = async (dn: string) => {
      await mainDatabase('add: olcAccess', `olcAccess: {0}to dn.base="${dn}" attrs=uniqueMember by * none`)
      const shown = () => mainDatabase('delete: olcAccess', 'olcAccess: {0}')
      onTestFinished(() => shown().catch(() => undefined))
      return shown
    }
    for (const name of ['crew', 'deck']) {
      const show = await hide(groupDn(name))
      const { plan, changes } = await lab.failedPreview(() => undefined)
      expect(plan.failure).toMatchObject({
        code: 'members_unreadable',
        message: `The members of ${groupDn(name)} cannot be read`,
        field: 'policy.limitToGroups.0',
      })
      expect(changes).toEqual([])
      await show()
    }
    expect(told(await lab.preview())).toEqual([])
  })

  test('S05 groups that were read in part: nobody leaves, nobody new is taken for outside, and changes flow', async () => {
    const many = ['g0', 'g1', 'g2', 'g3', 'g4', 'staff']
    const lab = await company(
      [...people, ...many.map((name) => groupLdif(name, name === 'staff' ? ['ada', 'bo'] : ['ada']))],
      limitTo(many, ({ connection, policy }) => {
        connection.pageSize = 2
        policy.direction = 'directory_to_accounts'
      }),
      'reader',
    )
    await lab.sync()
    expect(await usernames(lab)).toEqual(['ada linked', 'bo linked'])
    const cap = (size: string) =>
      mainDatabase('replace: olcLimits', `olcLimits: dn.exact="${server().readerDn}" time=unlimited ${size}`)
    await change(
      member('staff', 'delete', dnOf('bo')),
      modifyLdif(dnOf('bo'), 'replace: title', 'title: New'),
    )
    await cap('size.soft=5 size.hard=5 size.pr=5 size.prtotal=5')
    onTestFinished(() => cap('size=unlimited'))
    const { plan, proposals } = await lab.preview()
    expect(plan.proof?.complete).toBe(false)
    expect(proposals.map((row) => `${row.kind} ${row.name}`)).toEqual(['update bo'])
    await cap('size=unlimited')
    expect((await lab.preview()).proposals.map((row) => `${row.kind} ${row.name}`)).toContain('hold bo')
  })
})
