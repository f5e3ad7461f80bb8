import { writeLdifEntry } from '@bindery/testbed'
import { expect, test } from 'vitest'
import { dnOf, groupDn, groupLdif, modifyLdif, personLdif, useSlapd } from './company.ts'

const { company, change, values } = useSlapd()

const people = ['ada', 'bo', 'cy', 'di'].map((uid) => personLdif(uid))
const renameLdif = (from: string, to: string) =>
  `dn: ${groupDn(from)}\nchangetype: modrdn\nnewrdn: cn=${to}\ndeleteoldrdn: 1\n\n`
const addMember = (group: string, uid: string) =>
  modifyLdif(groupDn(group), 'add: uniqueMember', `uniqueMember: ${dnOf(uid)}`)

test('S26 the last member of a groupOfNames leaves: the plan says that the group stays, and what holds the place', async () => {
  const placeholder = 'cn=nobody,dc=example,dc=org'
  const staff = writeLdifEntry({
    dn: groupDn('staff'),
    attributes: { objectClass: ['groupOfNames'], cn: ['staff'], member: [dnOf('ada')] },
  })
  const lab = await company([...people, staff], ({ groups }) => {
    Object.assign(groups, { objectClass: 'groupOfNames', memberAttribute: 'member' })
    groups.placeholderMember = placeholder
  })
  await lab.sync()
  await lab.editMembers('staff', { remove: ['ada'] })
  const { proposals, run } = await lab.sync()
  expect(proposals.map((row) => [row.kind, row.why])).toEqual([
    [
      'members',
      'Members were added or removed on the other side since the last sync. Nobody is left in the group then. It stays: its class demands a member, so the placeholder holds the place.',
    ],
  ])
  expect(run.state).toBe('succeeded')
  expect(await values(groupDn('staff'), 'member')).toEqual([placeholder])
  expect(await lab.members('staff')).toEqual([])
  expect((await lab.preview()).changes).toEqual([])
  await lab.editMembers('staff', { add: ['bo'] })
  await lab.sync()
  expect(await values(groupDn('staff'), 'member')).toEqual([dnOf('bo')])
})

test('S29 a group renamed there, with new members there and here: one group, everybody in it', async () => {
  const lab = await company([...people, groupLdif('staff', ['ada'])])
  await lab.sync()
  const { id } = await lab.group('staff')
  await change(renameLdif('staff', 'crew'), addMember('crew', 'bo'))
  await lab.editMembers('staff', { add: ['cy'] })
  const { run, proposals } = await lab.sync()
  expect(proposals.map((row) => [row.side, row.kind]).toSorted()).toEqual([
    ['accounts', 'members'],
    ['accounts', 'move'],
    ['accounts', 'update'],
    ['directory', 'members'],
  ])
  expect(run.state).toBe('succeeded')
  expect(await lab.group('crew')).toMatchObject({ id, badge: 'linked' })
  expect(await lab.members('crew')).toEqual(['ada', 'bo', 'cy'])
  expect((await values(groupDn('crew'), 'uniqueMember')).toSorted()).toEqual(['ada', 'bo', 'cy'].map(dnOf))
  expect((await lab.preview()).proposals).toEqual([])
})

test('S29 a group renamed here, with new members here and there, one of whom gets an entry by the same plan', async () => {
  const lab = await company([...people, groupLdif('staff', ['ada'])])
  await lab.sync()
  const { id, version } = await lab.group('staff')
  await lab.verbs.updateGroup({ ...lab.call, params: { id }, version, body: { name: 'crew' } })
  await lab.addPerson({ username: 'ed', email: 'ed@example.org' })
  await lab.editMembers('crew', { add: ['ed', 'di'] })
  await change(addMember('staff', 'bo'))
  const { run } = await lab.sync()
  expect(run.state).toBe('succeeded')
  expect(await lab.members('crew')).toEqual(['ada', 'bo', 'di', 'ed'])
  expect((await values(groupDn('crew'), 'uniqueMember')).toSorted()).toEqual(
    ['ada', 'bo', 'di', 'ed'].map(dnOf),
  )
  expect(await values(dnOf('ed'), 'memberOf')).toEqual([groupDn('crew')])
  expect((await lab.preview()).proposals).toEqual([])
})

test('a group whose members a run wrote is passed over by the next preview, unless somebody changed it meanwhile', async () => {
  const lab = await company([...people, groupLdif('ops', ['ada']), groupLdif('staff', ['ada', 'bo'])])
  await lab.sync()
  await change(addMember('ops', 'bo'), addMember('staff', 'cy'))
  const { plan } = await lab.preview()
  await lab.editMembers('staff', { add: ['di'] })
  await lab.apply(plan)
  expect(await lab.members('staff')).toEqual(['ada', 'bo', 'cy', 'di'])
  expect((await lab.sync()).proposals.map((row) => [row.name, row.side, row.members?.added])).toEqual([
    ['staff', 'directory', 1],
  ])
  expect((await lab.preview()).changes).toEqual([])
  expect(await values(groupDn('staff'), 'uniqueMember')).toEqual(['ada', 'bo', 'cy', 'di'].map(dnOf))
})

test('a group that is made again has those who are in it here; who left it here meanwhile takes no further sync', async () => {
  const lab = await company([...people, groupLdif('staff', ['ada', 'bo'])], ({ policy }) => {
    Object.assign(policy, { direction: 'accounts_to_directory', missingEntry: 'recreate' })
  })
  for (const uid of ['ada', 'bo']) await lab.addPerson({ username: uid, email: `${uid}@example.org` })
  await lab.addGroup('staff')
  await lab.editMembers('staff', { add: ['ada', 'bo'] })
  await lab.sync()
  await change(`dn: ${groupDn('staff')}\nchangetype: delete\n`)
  await lab.editMembers('staff', { remove: ['ada'] })
  const { proposals } = await lab.sync()
  expect(proposals.map(({ kind }) => kind)).toEqual(['create', 'members'])
  expect(await values(groupDn('staff'), 'uniqueMember')).toEqual([dnOf('bo')])
  expect((await lab.preview()).changes.filter(({ subjectKind }) => subjectKind === 'group')).toEqual([])
})
