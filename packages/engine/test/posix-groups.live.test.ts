import type { Settings } from '@bindery/contract'
import { writeLdifEntry } from '@bindery/testbed'
import { describe, expect, test } from 'vitest'
import { dnOf, groupDn, groupLdif, modifyLdif, personLdif, useSlapd } from './company.ts'

const { company, change, values } = useSlapd()

const posix = (settings: Settings) => {
  settings.groups.objectClass = 'posixGroup'
  settings.groups.memberAttribute = 'memberUid'
}
const posixGroup = (name: string, memberUid: string[]) =>
  writeLdifEntry({
    dn: groupDn(name),
    attributes: { objectClass: ['posixGroup'], cn: [name], gidNumber: ['500'], memberUid },
  })
const people = ['ada', 'bo', 'cy'].map((uid) => personLdif(uid))
const memberUids = async (name: string) => (await values(groupDn(name), 'memberUid')).toSorted()
const rename = (from: string, to: string) =>
  `dn: ${dnOf(from)}\nchangetype: modrdn\nnewrdn: uid=${to}\ndeleteoldrdn: 1\n\n`
const leaves = (group: string, ...uids: string[]) =>
  modifyLdif(groupDn(group), 'delete: memberUid', ...uids.map((uid) => `memberUid: ${uid}`))

describe('groups that name their members by username', () => {
  test('are read and written a value at a time; names that are nobody’s stay', async () => {
    const lab = await company([...people, posixGroup('staff', ['ada', 'Bo', 'ghost'])], posix)
    const first = await lab.sync()
    expect(await lab.members('staff')).toEqual(['ada', 'bo'])
    expect(first.changes.find((row) => row.kind === 'members')?.members).toMatchObject({
      added: 2,
      unmanaged: 1,
    })
    expect((await lab.preview()).changes).toEqual([])
    await lab.editMembers('staff', { add: ['cy'], remove: ['bo'] })
    await change(leaves('staff', 'ada'))
    const { proposals, run } = await lab.sync()
    expect(proposals.map((row) => [row.side, row.effect])).toEqual([
      ['accounts', '0 to add, 1 to remove'],
      ['directory', '1 to add, 1 to remove'],
    ])
    expect(run.state).toBe('succeeded')
    expect(await lab.members('staff')).toEqual(['cy'])
    expect(await memberUids('staff')).toEqual(['cy', 'ghost'])
    expect((await lab.preview()).proposals).toEqual([])
    // The last one leaves: this class demands no member, so nothing holds the place.
    await lab.editMembers('staff', { remove: ['cy'] })
    await lab.sync()
    expect(await memberUids('staff')).toEqual(['ghost'])
  })

  test('follow a username that is changed here, in the same plan', async () => {
    const lab = await company(
      [...people, posixGroup('staff', ['ada', 'bo']), posixGroup('club', ['bo'])],
      posix,
    )
    await lab.sync()
    await lab.preview()
    await lab.editPerson('ada', { username: 'ada.l' })
    const { changes } = await lab.sync()
    expect(changes.map((row) => [row.name, row.kind, row.effect])).toEqual([
      ['ada.l', 'move', `Rename to ${dnOf('ada.l')}`],
      ['staff', 'members', '0 to add, 0 to remove, 1 under a new username'],
    ])
    expect(await memberUids('staff')).toEqual(['ada.l', 'bo'])
    expect(await lab.members('staff')).toEqual(['ada.l', 'bo'])
    expect((await lab.preview()).proposals).toEqual([])
  })

  test('keep somebody whose entry was renamed and whom nobody told them; where they may be written, they are told', async () => {
    const lab = await company([...people, posixGroup('staff', ['ada', 'bo'])], (settings) => {
      posix(settings)
      settings.policy.direction = 'directory_to_accounts'
    })
    await lab.sync()
    await change(rename('ada', 'ada.l'))
    await lab.sync()
    await change(modifyLdif(groupDn('staff'), 'add: memberUid', 'memberUid: cy'))
    await lab.sync()
    expect(await lab.members('staff')).toEqual(['ada.l', 'bo', 'cy'])
    expect((await lab.preview()).proposals).toEqual([])
    await lab.save((settings) => void (settings.policy.direction = 'two_way'))
    await change(modifyLdif(groupDn('staff'), 'add: memberUid', 'memberUid: stranger'))
    await lab.sync()
    expect(await memberUids('staff')).toEqual(['ada.l', 'bo', 'cy', 'stranger'])
    // A name that somebody once had lets nobody in.
    await change(modifyLdif(groupDn('staff'), 'add: memberUid', 'memberUid: ada'), leaves('staff', 'ada.l'))
    await lab.editMembers('staff', { remove: ['ada.l'] })
    await lab.sync()
    expect((await lab.preview()).proposals).toEqual([])
    expect(await memberUids('staff')).toEqual(['bo', 'cy', 'stranger'])
    await change(modifyLdif(groupDn('staff'), 'add: memberUid', 'memberUid: ada'))
    expect((await lab.preview()).proposals).toEqual([])
    // Whoever has the name now is meant.
    await change(personLdif('ada', { mail: ['another@example.org'] }))
    await lab.sync()
    expect(await lab.members('staff')).toEqual(['ada', 'bo', 'cy'])
  }, 90_000)

  test('are created where a rule gives the number their class demands; otherwise it is said what is missing', async () => {
    const lab = await company(people, posix)
    await lab.sync()
    await lab.addGroup('ops')
    await lab.addPerson({ username: 'di', email: 'di@example.org' })
    await lab.editMembers('ops', { add: ['ada', 'di'] })
    const skipped = (await lab.preview()).changes.find((row) => row.name === 'ops')
    expect(skipped).toMatchObject({
      kind: 'skipped',
      reason: 'skipped_schema_demands',
      why: 'posixGroup demands gidNumber: map it, or give it a default value.',
    })
    await lab.save(({ mapping }) => {
      const [model] = mapping.groups
      if (model)
        mapping.groups.push({
          ...model,
          id: 'gid',
          local: 'description',
          remote: 'gidNumber',
          direction: 'push',
          when: 'on_creation',
          required: false,
          ifEmpty: 'default',
          defaultValue: '5000',
        })
      mapping.groups = mapping.groups.filter(({ remote }) => remote !== 'description')
    })
    const { run, plan } = await lab.sync()
    expect(run.state).toBe('succeeded')
    expect(await values(groupDn('ops'), 'gidNumber')).toEqual(['5000'])
    expect(await memberUids('ops')).toEqual(['ada', 'di'])
    const ldif = await lab.verbs.exportPlan({
      ...lab.call,
      params: { id: plan.id },
      query: { format: 'ldif' },
    })
    const text = (await Array.fromAsync(ldif.content)).join('')
    expect(text).toContain('add: memberUid\nmemberUid: ada\nmemberUid: di\n')
    expect((await lab.preview()).proposals).toEqual([])
  })
})

test('a DN with an optional identifier names its person, and goes as it was written', async () => {
  const withUid = `${dnOf('ada')}#'0101'B`
  const lab = await company([...people, groupLdif('staff', [withUid, 'ada', 'bo'])])
  await lab.sync()
  expect(await lab.members('staff')).toEqual(['ada', 'bo'])
  expect((await lab.preview()).changes).toEqual([])
  await lab.editMembers('staff', { remove: ['ada'], add: ['cy'] })
  const { run } = await lab.sync()
  expect(run.state).toBe('succeeded')
  expect((await values(groupDn('staff'), 'uniqueMember')).toSorted()).toEqual([dnOf('bo'), dnOf('cy')])
  expect((await lab.preview()).proposals).toEqual([])
})
