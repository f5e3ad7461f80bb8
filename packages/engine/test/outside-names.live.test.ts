import type { PlanChange } from '@bindery/contract'
import { expect, test } from 'vitest'
import { moveLdif } from './ad-company.ts'
import { capSize, dnOf, groupLdif, modifyLdif, personLdif, services, useSlapd, users } from './company.ts'
import type { Tweak } from './harness.ts'

// A server that takes a second entry with a username that another has.
const { server, company, change } = useSlapd({ unique: ['mail'] })

const oneLevel: Tweak = ({ people }) => (people.bases = [{ dn: users, scope: 'one_level' }])
const onlyA: Tweak = ({ people }) => (people.extraFilter = '(uid=a*)')
const unit = `ou=service,${users}`
const below = `uid=u49,${unit}`
const unitLdif = `dn: ${unit}\nobjectClass: organizationalUnit\nou: service\n\n`
/** Somebody else by every key that identifies people. */
const other = { mail: ['backup@example.org'], employeeNumber: ['900'] }
const u49 = {
  username: 'u49',
  familyName: 'Tester',
  displayName: 'u49',
  email: 'u49@example.org',
  employeeNumber: '49',
}

const toldOf = (changes: readonly PlanChange[], name: string) =>
  changes.filter((row) => row.name === name && row.side === 'directory').map((row) => [row.kind, row.reason])
const whyOf = (changes: readonly PlanChange[], name: string) =>
  changes.find((row) => row.name === name && row.side === 'directory')?.why
const withheld = [['withheld', 'withheld_name_taken']]
const named = async (uid: string) => (await server().search([`(uid=${uid})`, 'dn'])).map(({ dn }) => dn)

test('an account whose username an entry below the depth of the search base has gets no entry, until the name is free', async () => {
  const lab = await company([personLdif('ada'), unitLdif, personLdif('u49', other, below)], oneLevel)
  await lab.addPerson(u49)
  await lab.addPerson({ ...u49, username: 'u50', email: 'u50@example.org', employeeNumber: '50' })
  const { changes, run } = await lab.sync()
  expect(toldOf(changes, 'u49')).toEqual(withheld)
  expect(changes.find((row) => row.name === 'u49')).toMatchObject({
    applicable: false,
    effect: 'Not created in the directory',
    why: `The entry ${below} has the same username and keeps it: it is outside what is synced, since no search base covers it. Rename one of the two, here or in the directory.`,
  })
  expect(run).toMatchObject({ state: 'succeeded', outcome: { refused: 0 } })
  expect([await named('u49'), await named('u50')]).toEqual([[below], [dnOf('u50')]])
  expect(toldOf((await lab.preview()).changes, 'u49')).toEqual(withheld)
  await change(moveLdif(below, 'uid=backup', unit))
  expect((await lab.sync()).run.state).toBe('succeeded')
  expect(await named('u49')).toEqual([dnOf('u49')])
})

test('so where the filter hides it, in whatever case it is written, as one of several usernames', async () => {
  const more = { ...other, uid: ['backup', 'U49'] }
  const lab = await company([personLdif('ada'), personLdif('backup', more)], onlyA)
  await lab.addPerson(u49)
  const { changes } = await lab.preview()
  expect(toldOf(changes, 'u49')).toEqual(withheld)
  expect(whyOf(changes, 'u49')).toContain(
    `${dnOf('backup')} has the same username and keeps it: it is outside what is synced, since the object class or the filter does not let it through.`,
  )
})

test('so where people are not recognised by username, and it names no entry', async () => {
  const tweak: Tweak = ({ people, mapping }) => {
    people.rdnAttribute = 'cn'
    mapping.matching = mapping.matching.filter(({ local }) => local !== 'username')
  }
  const dn = `cn=backup,${services}`
  const lab = await company([personLdif('ada'), personLdif('u49', { ...other, cn: ['backup'] }, dn)], tweak)
  await lab.addPerson(u49)
  const { changes } = await lab.preview()
  expect(toldOf(changes, 'u49')).toEqual(withheld)
  expect(whyOf(changes, 'u49')).toContain(`The entry ${dn} has the same username`)
})

test('whoever has another key of the account is told before whoever has only its username', async () => {
  const own = `uid=somebody,${services}`
  const lab = await company([
    personLdif('u49', other, `uid=u49,${services}`),
    personLdif('somebody', { employeeNumber: ['49'] }, own),
  ])
  await lab.addPerson(u49)
  const { changes } = await lab.preview()
  expect(toldOf(changes, 'u49')).toEqual([['skipped', 'skipped_outside']])
  expect(whyOf(changes, 'u49')).toContain(`${own} has the same employeeNumber`)
})

test('a group may be called as a person is', async () => {
  const group = `cn=crew,${services}`
  const lab = await company([
    personLdif('ada'),
    groupLdif('crew', ['ada'], group),
    modifyLdif(group, 'add: objectClass', 'objectClass: extensibleObject'),
    modifyLdif(group, 'add: uid', 'uid: u49'),
  ])
  await lab.addPerson(u49)
  expect(toldOf((await lab.preview()).changes, 'u49')).toEqual([['create', 'first_seen_in_accounts']])
})

test('so where the entry is synced, and that of nobody: of an account that was deleted and whose entry stays', async () => {
  const lab = await company([personLdif('ada'), unitLdif, personLdif('u49', other, below)], ({ policy }) => {
    policy.goneFromAccounts = 'ignore'
  })
  await lab.sync()
  await lab.deletePerson('u49')
  await lab.sync()
  await lab.addPerson(u49)
  const { changes } = await lab.preview()
  expect(toldOf(changes, 'u49')).toEqual([['skipped', 'skipped_name_taken']])
  expect(whyOf(changes, 'u49')).toBe(
    `The entry ${below} has the same username, and nothing says that it belongs to this account.`,
  )
  expect((await lab.fullPreview()).changes).toMatchObject([{ kind: 'skipped', reason: 'skipped_name_taken' }])
})

test('so where the entry is that of somebody of whom it is not decided which username they have', async () => {
  const bo = `uid=bo,${unit}`
  const lab = await company([personLdif('ada'), unitLdif, personLdif('bo', {}, bo)], ({ policy }) => {
    policy.authority = 'ask'
  })
  await lab.sync()
  await change(moveLdif(bo, 'uid=u49', unit))
  await lab.editPerson('bo', { username: 'bob' })
  await lab.addPerson(u49)
  const { changes } = await lab.preview()
  expect(changes.filter((row) => row.name === 'bob').map((row) => row.kind)).toContain('conflict')
  expect(toldOf(changes, 'u49')).toEqual(withheld)
  expect(whyOf(changes, 'u49')).toContain(`The entry ${below} has the same name, and belongs to bob.`)
  await lab.save(({ policy }) => (policy.authority = 'accounts'))
  expect(toldOf((await lab.preview()).changes, 'u49')).toEqual([['create', 'first_seen_in_accounts']])
})

test('an account is renamed to a username that an entry outside has: the entry keeps its name, and so does who waits for that name', async () => {
  const lab = await company(
    [...['ada', 'bo', 'cy'].map((uid) => personLdif(uid)), unitLdif, personLdif('u49', other, below)],
    oneLevel,
  )
  await lab.sync()
  await lab.editPerson('bo', { username: 'u49', title: 'Captain' })
  await lab.editPerson('ada', { username: 'bo' })
  await lab.editPerson('cy', { username: 'di' })
  const { changes, run } = await lab.sync({ approve: true })
  expect(toldOf(changes, 'u49')).toEqual([...withheld, ['update', 'changed_in_accounts']])
  expect(toldOf(changes, 'bo')).toEqual(withheld)
  expect(toldOf(changes, 'di')).toEqual([['move', 'renamed_in_accounts']])
  expect(changes.find((row) => row.name === 'u49' && row.kind === 'withheld')).toMatchObject({
    effect: 'Not renamed to u49: the username is taken',
    applicable: false,
  })
  expect(whyOf(changes, 'u49')).toContain(
    `The entry ${below} has the same username and keeps it: it is outside what is synced, since no search base covers it. Rename one of the two, here or in the directory.`,
  )
  expect(run).toMatchObject({ state: 'succeeded', outcome: { refused: 0 } })
  expect([await named('u49'), await named('bo')]).toEqual([[below], [dnOf('bo')]])
  await change(moveLdif(below, 'uid=backup', unit))
  expect((await lab.sync({ approve: true })).run.state).toBe('succeeded')
  expect(await named('u49')).toEqual([dnOf('u49')])
  expect((await lab.preview()).changes).toEqual([])
})

test('of hundreds of renamed accounts the same is told', async () => {
  const uids = Array.from({ length: 501 }, (_, at) => `p${at}`)
  const lab = await company(
    [...uids.map((uid) => personLdif(uid)), unitLdif, personLdif('u49', other, below)],
    oneLevel,
  )
  await lab.sync()
  for (const { id, version, username } of await lab.everybody()) {
    const body = { username: username === 'p400' ? 'u49' : `${username}n` }
    await lab.verbs.updatePerson({ ...lab.call, params: { id }, version, body })
  }
  const { changes } = await lab.preview()
  expect(changes.filter((row) => row.kind === 'move')).toHaveLength(500)
  expect(toldOf(changes, 'u49')).toEqual(withheld)
})

test('where it cannot be looked up, nobody is renamed there', async () => {
  const outsider = (at: number) => personLdif(`s${at}`, { uid: [`s${at}`, 'zoe'] }, `uid=s${at},${services}`)
  const lab = await company(
    [personLdif('ada'), personLdif('bo'), ...Array.from({ length: 8 }, (_, at) => outsider(at))],
    ({ connection }) => (connection.pageSize = 2),
    'reader',
  )
  await lab.sync()
  await lab.editPerson('ada', { username: 'zoe' })
  const lift = await capSize(server())
  const { changes } = await lab.preview()
  expect(toldOf(changes, 'zoe')).toEqual([['withheld', 'withheld_lookup_failed']])
  expect(whyOf(changes, 'zoe')).toContain(
    'It could not be looked up whether an entry outside what is synced has the same username: ',
  )
  await lift()
  expect(toldOf((await lab.preview()).changes, 'zoe')).toEqual(withheld)
})
