import type { GroupsScope } from '@bindery/contract'
import { describe, expect, test } from 'vitest'
import { deleteLdif, dnOf, groupDn, groupLdif, modifyLdif, personLdif, useSlapd } from './company.ts'

const { company, change, values } = useSlapd()

const uids = ['ada', 'bo', 'cy', 'di', 'ed']
const people = uids.map((uid) => personLdif(uid))
const service = 'cn=reader,dc=example,dc=org'
/** all ⊃ engineering ⊃ backend ⊃ all: a circle; ada is named twice. */
const circle = [
  ...people,
  groupLdif('all', ['ada', groupDn('engineering'), groupDn('ops'), service]),
  groupLdif('engineering', ['bo', groupDn('backend')]),
  groupLdif('backend', ['ada', 'cy', groupDn('all')]),
  groupLdif('ops', ['di']),
]
const nested = (mode: GroupsScope['nested']) => ({
  change: (settings: { groups: GroupsScope }) => void (settings.groups.nested = mode),
})
const member = (group: string, operation: 'add' | 'delete', ...dns: string[]) =>
  modifyLdif(groupDn(group), `${operation}: uniqueMember`, ...dns.map((dn) => `uniqueMember: ${dn}`))

describe('flattened', () => {
  test('S28 everybody reachable is in the group once, a circle ends, and nothing is written to the directory', async () => {
    const lab = await company(circle)
    const first = await lab.sync()
    expect(first.run.state).toBe('succeeded')
    expect(await lab.members('all')).toEqual(['ada', 'bo', 'cy', 'di'])
    expect(await lab.members('engineering')).toEqual(['ada', 'bo', 'cy', 'di'])
    expect(await lab.members('backend')).toEqual(['ada', 'bo', 'cy', 'di'])
    expect(await lab.members('ops')).toEqual(['di'])
    const row = first.changes.find((found) => found.kind === 'members' && found.name === 'all')
    expect(row).toMatchObject({
      side: 'accounts',
      members: { added: 4, removed: 0, unmanaged: 1, nested: 2 },
      why: expect.stringContaining(
        '3 of those to add are in it through backend, engineering and ops.',
      ) as string,
    })
    expect(first.changes.filter((found) => found.side === 'directory')).toEqual([])
    expect((await lab.preview()).changes).toEqual([])
    expect((await lab.preview()).changes).toEqual([])
  })

  test('joining and leaving a member group reaches every group that holds it, and only those', async () => {
    const lab = await company(circle)
    await lab.sync()
    await lab.preview()
    await change(member('ops', 'add', dnOf('ed')), member('backend', 'delete', dnOf('cy')))
    const { proposals } = await lab.sync()
    expect(proposals.map((row) => [row.name, row.side, row.members?.added, row.members?.removed])).toEqual(
      ['all', 'backend', 'engineering']
        .map((name) => [name, 'accounts', 1, 1])
        .concat([['ops', 'accounts', 1, 0]]),
    )
    expect(await lab.members('all')).toEqual(['ada', 'bo', 'di', 'ed'])
    expect((await lab.preview()).changes).toEqual([])
  })

  test('a group that was as ever for a while becomes a member group: its people come along', async () => {
    const lab = await company([...people, groupLdif('outer', ['ada']), groupLdif('inner', ['bo', 'cy'])])
    await lab.sync()
    await lab.preview()
    await change(member('outer', 'add', groupDn('inner')))
    expect((await lab.sync()).proposals.map((row) => [row.name, row.members?.added])).toEqual([['outer', 2]])
    expect(await lab.members('outer')).toEqual(['ada', 'bo', 'cy'])
    await change(deleteLdif(groupDn('inner')))
    expect(
      (await lab.preview()).proposals.map((row) => [row.name, row.kind, row.members?.removed]),
    ).toContainEqual(['outer', 'members', 2])
  })

  test('who is in through a member group cannot be taken out by a push: said, and not done', async () => {
    const lab = await company(circle)
    await lab.sync()
    await lab.editMembers('all', { remove: ['ada', 'di'], add: ['ed'] })
    const { plan, changes, run } = await lab.sync()
    expect(changes.map((row) => [row.side, row.kind, row.reason, row.name])).toEqual([
      ['directory', 'members', 'membership_changed', 'all'],
      ['directory', 'withheld', 'withheld_nested_member', 'all'],
      ['accounts', 'members', 'membership_changed', 'backend'],
      ['accounts', 'members', 'membership_changed', 'engineering'],
    ])
    expect(changes[0]?.members).toMatchObject({ added: 1, removed: 0 })
    expect(changes[1]).toMatchObject({
      effect: '2 people stay in the group',
      why: 'ada and di left the group here, but in the directory are in it through backend and ops. Removing a member of this group would not take them out.',
    })
    expect(plan.sentence).toContain('1 withheld')
    expect(run.state).toBe('succeeded')
    expect(await values(groupDn('all'), 'uniqueMember')).toEqual(
      expect.arrayContaining([dnOf('ada'), dnOf('ed'), groupDn('engineering'), groupDn('ops'), service]),
    )
    expect(await lab.members('all')).toEqual(['bo', 'cy', 'ed'])
    expect((await lab.preview()).proposals).toEqual([])
    // Taken out where they were put in, the removal comes about.
    await change(member('ops', 'add', service), member('ops', 'delete', dnOf('di')))
    await lab.sync()
    expect((await lab.preview()).changes.map((row) => row.why)).toEqual([
      expect.stringContaining('ada left the group here') as string,
    ])
  })

  test('S24 what is written into a member group reaches every group that holds it by the same plan', async () => {
    const lab = await company([
      ...people,
      groupLdif('outer', [groupDn('middle')]),
      groupLdif('middle', [groupDn('inner')]),
      groupLdif('inner', ['ada', 'bo']),
    ])
    await lab.sync()
    await lab.editMembers('inner', { add: ['cy'], remove: ['ada'] })
    await lab.editMembers('outer', { remove: ['ada'] })
    const { changes } = await lab.sync()
    expect(
      changes.map((row) => [row.name, row.side, row.kind, row.members?.added, row.members?.removed]),
    ).toEqual([
      ['inner', 'directory', 'members', 1, 1],
      ['middle', 'accounts', 'members', 1, 1],
      ['outer', 'accounts', 'members', 1, 0],
      ['outer', 'accounts', 'agree', undefined, undefined],
    ])
    expect(await lab.members('outer')).toEqual(['bo', 'cy'])
    expect(await lab.members('middle')).toEqual(['bo', 'cy'])
    expect((await lab.preview()).proposals).toEqual([])
  })

  test('where accounts lead nobody is added twice: who is in through a member group is in', async () => {
    const lab = await company([
      ...people,
      groupLdif('outer', ['ada', groupDn('inner')]),
      groupLdif('inner', ['bo']),
    ])
    await lab.sync()
    await lab.save((settings) => void (settings.policy.direction = 'accounts_to_directory'))
    await lab.editMembers('outer', { add: ['cy'] })
    await lab.sync()
    expect((await values(groupDn('outer'), 'uniqueMember')).toSorted()).toEqual(
      [dnOf('ada'), dnOf('cy'), groupDn('inner')].toSorted(),
    )
    expect((await lab.preview()).proposals).toEqual([])
  })
})

describe.each(['keep', 'ignore'] as const)('set to %s', (mode) => {
  test('a group has the people it names itself, and its member groups stay', async () => {
    const lab = await company(circle, nested(mode).change)
    const { changes } = await lab.sync()
    expect(await lab.members('all')).toEqual(['ada'])
    expect(await lab.members('backend')).toEqual(['ada', 'cy'])
    expect(changes.find((row) => row.kind === 'members' && row.name === 'all')?.members).toMatchObject(
      mode === 'keep' ? { nested: 2, unmanaged: 1 } : { nested: 0, unmanaged: 3 },
    )
    await lab.editMembers('all', { remove: ['ada'], add: ['ed'] })
    await lab.sync()
    expect((await values(groupDn('all'), 'uniqueMember')).toSorted()).toEqual(
      [dnOf('ed'), groupDn('engineering'), groupDn('ops'), service].toSorted(),
    )
    expect((await lab.preview()).proposals).toEqual([])
  })
})

test('S50 when member groups stop counting, whoever is in through one leaves only once a person approves it', async () => {
  const lab = await company(circle)
  await lab.sync()
  await lab.save(nested('keep').change)
  await change(member('engineering', 'delete', dnOf('bo')))
  const { plan, proposals } = await lab.preview()
  // Nobody is written into a group that they are in already, and who was taken out there does not come back.
  expect(proposals.map((row) => [row.name, row.side, row.members?.added, row.members?.removed])).toEqual([
    ['all', 'accounts', 0, 3],
    ['backend', 'accounts', 0, 2],
    ['engineering', 'accounts', 0, 4],
  ])
  expect(plan.guard).toMatchObject({ verdict: 'needs_approval', settingsChanged: true })
  await lab.apply(plan, { approve: true })
  expect(await lab.members('all')).toEqual(['ada'])
  expect((await lab.preview()).proposals).toEqual([])
})

test('S50 members in another attribute have no base: nobody is removed on either side', async () => {
  const lab = await company(circle)
  await lab.sync()
  await lab.save(({ groups }) => void (groups.memberAttribute = 'owner'))
  const { proposals } = await lab.sync()
  expect(proposals.map((row) => [row.name, row.side, row.members?.added, row.members?.removed])).toEqual([
    ['all', 'directory', 4, 0],
    ['backend', 'directory', 4, 0],
    ['engineering', 'directory', 4, 0],
    ['ops', 'directory', 1, 0],
  ])
  expect(await lab.members('all')).toEqual(['ada', 'bo', 'cy', 'di'])
  expect((await lab.preview()).proposals).toEqual([])
})

test('the impact of how member groups count says how many groups hold others', async () => {
  const lab = await company(circle)
  await lab.sync()
  expect((await lab.impact(nested('keep').change)).holders).toBe(3)
  expect((await lab.impact(({ groups }) => void (groups.extraFilter = '(cn=ops)'))).holders).toBe(null)
})
