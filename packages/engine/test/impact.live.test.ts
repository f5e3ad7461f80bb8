import type { Impact, MappingRule, Settings } from '@bindery/contract'
import { expect, onTestFinished, test } from 'vitest'
import { dnOf, groupLdif, modifyLdif, personLdif, useSlapd, users } from './company.ts'
import type { Tweak } from './harness.ts'

const { server, company, change, dump } = useSlapd()

const unit = (ou: string) => `dn: ou=${ou},${users}\nobjectClass: organizationalUnit\nou: ${ou}\n\n`
const east = (uid: string) => `uid=${uid},ou=east,${users}`
const west = (uid: string) => `uid=${uid},ou=west,${users}`

/** Two offices, and one person beside them. */
const offices = [
  unit('east'),
  unit('west'),
  ...['ada', 'bo', 'cy'].map((uid) => personLdif(uid, { title: ['Engineer'] }, east(uid))),
  ...['dot', 'eve'].map((uid) => personLdif(uid, { title: ['Engineer'], employeeType: ['Lead'] }, west(uid))),
  personLdif('fay'),
  groupLdif('staff', [east('ada'), west('dot')]),
]

const crossing = ({ count, linked, first }: Impact['scope'][number]['enter']) => ({
  count,
  linked,
  names: first.map(({ name }) => name).toSorted(),
})
/** Who enters and leaves, of people or groups. */
const crossings = (impact: Impact, kind: 'person' | 'group' = 'person') => {
  const found = impact.scope.find(({ subjectKind }) => subjectKind === kind)
  if (!found) throw new Error(`Nothing is said of a ${kind}`)
  return {
    before: found.before,
    after: found.after,
    enter: crossing(found.enter),
    leave: crossing(found.leave),
  }
}
const nobody = { count: 0, linked: 0, names: [] }
const setRule = (settings: Settings, id: string, more: Partial<MappingRule>) =>
  Object.assign(settings.mapping.people.find((rule) => rule.id === id) ?? {}, more)
const base = (ou: string) => ({ dn: `ou=${ou},${users}`, scope: 'subtree' as const })

test('a base, a filter or a class: who enters and who leaves, linked or not, and nothing is written', async () => {
  const lab = await company(offices, ({ people }) => {
    people.bases = [base('east')]
    people.extraFilter = '(!(uid=cy))'
  })
  await lab.sync()
  await change(
    `dn: cn=Bare,ou=east,${users}\nobjectClass: organizationalPerson\ncn: Bare\nsn: Bare\n\n`,
    personLdif('gus', {}, east('gus')),
  )
  const before = { entries: await dump(), accounts: await lab.everybody(), saved: await lab.directory() }

  const moved = await lab.impact(({ people }) => (people.bases = [base('west')]))
  expect(crossings(moved)).toEqual({
    before: 3,
    after: 2,
    enter: { count: 2, linked: 0, names: ['dot', 'eve'] },
    leave: { count: 3, linked: 2, names: ['ada', 'bo', 'gus'] },
  })
  // Linked people are named first, as the directory has them.
  expect(moved.scope[0]?.leave.first.map(({ dn }) => dn)).toEqual([east('ada'), east('bo'), east('gus')])
  expect(crossings(moved, 'group')).toEqual({ before: 1, after: 1, enter: nobody, leave: nobody })

  // A value that nobody has; an attribute that the schema does not know is refused, as a preview refuses it.
  const mistyped = await lab.impact(({ people }) => (people.extraFilter = '(title=Enginer)'))
  expect(crossings(mistyped).leave).toEqual({ count: 3, linked: 2, names: ['ada', 'bo', 'gus'] })
  expect(crossings(mistyped).after).toBe(0)

  const wider = await lab.impact(({ people }) => (people.extraFilter = ''))
  expect(crossings(wider).enter).toEqual({ count: 1, linked: 0, names: ['cy'] })
  expect(wider.matching.after).toMatchObject({ fresh: 2 })

  // Without a username there is nobody to make of it: in scope, and set aside.
  const loose = await lab.impact(({ people }) => (people.objectClass = 'organizationalPerson'))
  expect(crossings(loose).enter).toMatchObject({ count: 1, linked: 0 })
  expect(loose.hindered).toMatchObject([{ reason: 'skipped_missing_required', count: 1 }])

  const groups = await lab.impact((settings) => {
    settings.groups.objectClass = 'groupOfNames'
    settings.groups.memberAttribute = 'member'
  })
  expect(crossings(groups, 'group')).toMatchObject({ after: 0, leave: { count: 1, names: ['staff'] } })

  expect({
    entries: await dump(),
    accounts: await lab.everybody(),
    saved: await lab.directory(),
  }).toEqual(before)
  const plans = await lab.verbs.listPlans({ ...lab.call, query: { limit: 10 } })
  expect(plans.items).toHaveLength(1)
})

test('without a search base groups are synced no more: the impact says so, and the preview does nothing to them', async () => {
  const lab = await company([personLdif('ada'), groupLdif('staff', ['ada'])])
  await lab.sync()
  const noGroups: Tweak = ({ groups }) => (groups.bases = [])
  const [people, groups] = (await lab.impact(noGroups)).scope
  expect(people).toMatchObject({ unsynced: false, leave: { count: 0 } })
  expect(groups).toMatchObject({ unsynced: true, leave: { count: 1, linked: 1 } })
  await lab.save(noGroups)
  expect((await lab.preview()).changes).toEqual([])
  expect(await lab.group('staff')).toMatchObject({ badge: 'linked' })
})

test('a mapping rule: which values would change on which side, which conflict, who would be skipped', async () => {
  const lab = await company(offices)
  await lab.sync()
  const measure = (more: Partial<MappingRule>, authority: Settings['policy']['authority'] = 'directory') =>
    lab.impact((settings) => {
      settings.policy.authority = authority
      setRule(settings, 'title', more)
    })
  const told = ({ values }: Impact) =>
    values.map(({ attribute, side, changed, cleared }) => [attribute, side, changed, cleared])

  // A rule pointed elsewhere has no base: two leads are pulled, three empty values are filled.
  const pointed = await measure({ remote: 'employeeType' })
  expect(told(pointed)).toEqual([
    ['title', 'directory', 3, 0],
    ['title', 'accounts', 2, 0],
  ])
  expect(pointed.values[1]?.examples[0]).toEqual({
    name: 'dot',
    displayName: 'dot Tester',
    dn: west('dot'),
    before: ['Engineer'],
    after: ['Lead'],
  })
  expect(crossings(pointed)).toMatchObject({ before: 6, after: 6, enter: nobody, leave: nobody })
  const asked = await measure({ remote: 'employeeType', authority: 'ask' })
  expect(asked.hindered).toMatchObject([{ reason: 'conflict_values', count: 2 }])
  const template = await measure({ remote: '{givenName} the {title}', direction: 'pull' })
  expect(told(template)).toEqual([['title', 'accounts', 6, 0]])
  const required = await measure({ required: true })
  expect(required.hindered).toMatchObject([
    { reason: 'skipped_missing_required', count: 1, first: [{ name: 'fay', dn: dnOf('fay') }] },
  ])
  // Waiting changes flow either way, and are no doing of the draft.
  await lab.editPerson('fay', { title: 'Editor' })
  expect(told(await measure({ direction: 'push' }))).toEqual([])
})

test('matching rules: how many would be recognised, and none by guess', async () => {
  const lab = await company(offices)
  await lab.addPerson({ username: 'ada', email: 'ada@example.org' })
  await lab.addPerson({ username: 'bo', email: 'bo@elsewhere.org' })
  const measure = (tweak: Tweak) => lab.impact(tweak).then(({ matching }) => matching)
  const { before, after } = await measure(({ mapping }) => {
    mapping.matching = [{ local: 'username', remote: 'uid' }]
  })
  const counts = (side: typeof before) => side.matched.map(({ rule, count }) => [rule.local, count])
  expect(counts(before)).toEqual([
    ['employeeNumber', 0],
    ['email', 1],
    ['username', 0],
  ])
  expect(before).toMatchObject({ fresh: 4, conflicts: [{ reason: 'conflict_username_taken', count: 1 }] })
  expect(after).toMatchObject({ fresh: 4, conflicts: [{ reason: 'conflict_username_taken', count: 2 }] })
})

test('a draft that cannot be read says why, at its field; a saved base that is gone is no hindrance', async () => {
  const lab = await company(offices, ({ people }) => (people.bases = [base('east'), base('west')]))
  await lab.sync()
  const failed = await lab.impactSteps(({ people }) => (people.bases = [base('nowhere')]))
  expect(failed.at(-1)).toMatchObject({
    state: 'failed',
    failure: { code: 'base_not_found', field: 'people.bases.0' },
  })
  const leaver = new AbortController()
  leaver.abort()
  expect(await lab.impactSteps(() => undefined, { signal: leaver.signal })).toMatchObject([
    { state: 'running' },
  ])
  await change(`dn: ou=west,${users}\nchangetype: modrdn\nnewrdn: ou=north\ndeleteoldrdn: 1\n\n`)
  const renamed = await lab.impact(({ people }) => (people.bases = [base('east'), base('north')]))
  expect(renamed.incomplete).toContain('ou=west')
  expect(crossings(renamed)).toMatchObject({
    after: 5,
    enter: { count: 2, linked: 2, names: ['dot', 'eve'] },
    leave: nobody,
  })
})

test('a bind account that sees less: who is linked and out of its sight leaves as well', async () => {
  const lab = await company(offices)
  await lab.sync()
  const deny = `olcAccess: {0}to dn.subtree="ou=west,${users}" by * none`
  const configure = (...lines: string[]) =>
    server().config(modifyLdif('olcDatabase={2}mdb,cn=config', ...lines))
  await configure('add: olcAccess', deny)
  onTestFinished(() => configure('delete: olcAccess', 'olcAccess: {0}'))
  const { readerDn, readerPassword: password } = server()
  const blind = await lab.impact(({ connection }) => (connection.bindDn = readerDn), { password })
  expect(crossings(blind).leave).toEqual({ count: 2, linked: 2, names: ['dot', 'eve'] })
})
