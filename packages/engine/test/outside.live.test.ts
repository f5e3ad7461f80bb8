import { expect, test } from 'vitest'
import {
  capSize,
  deleteLdif,
  dnOf,
  groupDn,
  groupLdif,
  modifyLdif,
  personLdif,
  services,
  useSlapd,
  users,
} from './company.ts'
import type { Preview, Tweak } from './harness.ts'

const { server, company, change, values } = useSlapd()

const elsewhere = (uid: string) => `uid=${uid},${services}`
const filtered: Tweak = ({ people }) => (people.extraFilter = '(!(employeeType=contractor))')
const contractor = { employeeType: ['contractor'] }
/** What becomes of people in the directory. */
const told = ({ changes }: Pick<Preview, 'changes'>) =>
  changes
    .filter((row) => row.subjectKind === 'person' && row.side === 'directory')
    .map((row) => `${row.kind} ${row.name} (${row.reason})`)
    .toSorted()
const whyOf = ({ changes }: Pick<Preview, 'changes'>, name: string) =>
  changes.find((row) => row.name === name && row.side === 'directory')?.why

test('an account whose entry is outside the filter or the bases is told, and gets no second entry', async () => {
  const lab = await company(
    [
      personLdif('ada', { ...contractor, mail: ['ada.old@example.org', 'ada@example.org'] }),
      personLdif('bo.b', { employeeNumber: ['7'] }, elsewhere('bo.b')),
      personLdif('cy'),
    ],
    filtered,
  )
  await lab.addPerson({ username: 'a.lovelace', email: 'Ada@example.org' })
  await lab.addPerson({ username: 'bo', email: 'bo@elsewhere.org', employeeNumber: '7' })
  await lab.addPerson({ username: 'di', email: 'di@example.org' })
  const first = await lab.sync()
  expect(told(first)).toEqual([
    'create di (first_seen_in_accounts)',
    'skipped a.lovelace (skipped_outside)',
    'skipped bo (skipped_outside)',
  ])
  expect(first.changes.find((row) => row.name === 'bo')).toMatchObject({
    applicable: false,
    effect: 'Not created in the directory: it is there, outside what is synced',
    why: `${elsewhere('bo.b')} has the same employeeNumber, and is outside what is synced: no search base covers it. A second entry would be the same person twice.`,
  })
  expect(whyOf(first, 'a.lovelace')).toContain(
    `${dnOf('ada')} has the same mail, and is outside what is synced: the object class or the filter does not let it through.`,
  )
  expect(first.run.state).toBe('succeeded')
  expect(await values(dnOf('bo'), 'uid')).toEqual([])
  // Nobody is told twice, and who is synced again is linked.
  expect(told(await lab.preview())).toEqual(told(first).slice(1))
  await lab.save(({ people }) => people.bases.push({ dn: services, scope: 'subtree' }))
  const { changes } = await lab.preview()
  expect(changes.find((row) => row.name === 'bo')).toMatchObject({ kind: 'link', reason: 'matched' })
})

test('a username alone stands for a person only where nothing speaks against it; a name is taken by whoever has it', async () => {
  const lab = await company([
    personLdif('ada', { mail: ['other@example.org'] }, elsewhere('ada')),
    personLdif('bo', { mail: [] }, elsewhere('bo')),
    `dn: ${dnOf('cy')}\nobjectClass: account\nuid: cy\n\n`,
    `dn: cn=info,${services}\nobjectClass: groupOfUniqueNames\nobjectClass: extensibleObject\ncn: info\nuniqueMember: ${services}\nmail: info@example.org\n\n`,
  ])
  for (const username of ['ada', 'bo', 'info'])
    await lab.addPerson({ username, email: `${username}@example.org` })
  await lab.addPerson({ username: 'cy', email: 'cy@example.org', employeeNumber: '3' })
  const preview = await lab.preview()
  expect(told(preview)).toEqual([
    'create info (first_seen_in_accounts)',
    'skipped bo (skipped_outside)',
    'skipped cy (skipped_outside)',
    'withheld ada (withheld_name_taken)',
  ])
  expect(whyOf(preview, 'bo')).toContain(`${elsewhere('bo')} has the same uid`)
  // Somebody else by every key, but where the new entry would be.
  await change(deleteLdif(dnOf('cy')), personLdif('cy', { ...contractor, mail: ['another@example.org'] }))
  await lab.save(filtered)
  expect(whyOf(await lab.preview(), 'cy')).toBe(
    `${dnOf('cy')} is there already, outside what is synced: the object class or the filter does not let it through. Nothing says that it belongs to this account.`,
  )
})

test('a group is not created where an entry has its name', async () => {
  const lab = await company([
    `dn: ${groupDn('staff')}\nobjectClass: groupOfNames\ncn: staff\nmember: ${users}\n\n`,
    groupLdif('crew', [users]),
  ])
  await lab.addGroup('staff')
  await lab.addGroup('club')
  const { changes, run } = await lab.sync()
  expect(changes.filter((row) => row.side === 'directory').map((row) => `${row.kind} ${row.name}`)).toEqual([
    'skipped staff',
    'create club',
  ])
  expect(run.state).toBe('succeeded')
})

test('who is in none of the groups of a limit, and shares a further address with an account that is, is told', async () => {
  const lab = await company(
    [
      personLdif('ada', { mail: ['a@example.org', 'ada@example.org'] }),
      personLdif('bo'),
      groupLdif('staff', ['bo']),
    ],
    ({ policy }) => (policy.limitToGroups = ['staff']),
  )
  await lab.sync()
  await lab.addPerson({ username: 'a.lovelace', email: 'ada@example.org' })
  await lab.editMembers('staff', { add: ['a.lovelace'] })
  expect(whyOf(await lab.preview(), 'a.lovelace')).toContain(
    'the groups that synchronization is limited to do not let it through',
  )
})

test('an entry that is synced is nobody’s second one: who shares a further address with it is created', async () => {
  const lab = await company([
    personLdif('ada', { mail: ['ada@example.org', 'office@example.org'] }),
    personLdif('bo'),
  ])
  await lab.sync()
  await lab.addPerson({ username: 'di', email: 'office@example.org' })
  const create = ['create di (first_seen_in_accounts)']
  expect(told(await lab.preview())).toEqual(create)
  await change(modifyLdif(dnOf('ada'), 'replace: title', 'title: New'))
  expect(told(await lab.preview())).toEqual(create)
})

test('of hundreds of accounts the same is told; where the server does not tell all, they are looked up', async () => {
  const lab = await company(
    [
      ...Array.from({ length: 6 }, (_, at) => personLdif(`s${at}`, {}, elsewhere(`s${at}`))),
      personLdif('ada', { ...contractor, mail: ['a@example.org', 'n498@example.org'] }),
      personLdif('bo', { employeeNumber: ['7'] }, elsewhere('bo')),
      `dn: ${dnOf('n500')}\nobjectClass: account\nuid: n500\n\n`,
      personLdif('cy', { mail: ['cy@example.org', 'n497@example.org'] }),
    ],
    (settings) => {
      filtered(settings)
      settings.connection.pageSize = 2
    },
    'reader',
  )
  for (let at = 0; at < 501; at += 1)
    await lab.addPerson({
      username: `n${at}`,
      email: `n${at}@example.org`,
      employeeNumber: at === 499 ? '7' : '',
    })
  const whole = await lab.preview()
  const outside = told(whole).filter((row) => row.startsWith('skipped'))
  expect(outside).toEqual(['n498', 'n499', 'n500'].map((name) => `skipped ${name} (skipped_outside)`))
  expect(whyOf(whole, 'n499')).toContain(`${elsewhere('bo')} has the same employeeNumber`)
  await capSize(server())
  expect(told(await lab.preview())).toEqual(told(whole))
})

test('where it cannot be looked up, nobody is created', async () => {
  const lab = await company(
    [
      personLdif('cy'),
      ...Array.from({ length: 8 }, (_, at) =>
        personLdif(`s${at}`, { mail: ['shared@example.org'] }, elsewhere(`s${at}`)),
      ),
    ],
    ({ connection }) => (connection.pageSize = 2),
    'reader',
  )
  await lab.addPerson({ username: 'di', email: 'di@example.org' })
  await lab.addPerson({ username: 'ed', email: 'shared@example.org' })
  const lift = await capSize(server())
  const capped = await lab.preview()
  expect(capped.plan.proof?.complete).toBe(true)
  expect(told(capped)).toEqual([
    'withheld di (withheld_lookup_failed)',
    'withheld ed (withheld_lookup_failed)',
  ])
  expect(whyOf(capped, 'di')).toContain('size limit')
  await lift()
  expect(told(await lab.preview())).toEqual([
    'create di (first_seen_in_accounts)',
    'skipped ed (skipped_outside)',
  ])
})

test('an entry that is gone is not made again where it was made anew outside what is synced', async () => {
  const lab = await company(
    ['ada', 'bo'].map((uid) => personLdif(uid)),
    ({ policy }) => Object.assign(policy, { direction: 'accounts_to_directory', missingEntry: 'recreate' }),
  )
  for (const username of ['ada', 'bo']) await lab.addPerson({ username, email: `${username}@example.org` })
  await lab.sync()
  await change(deleteLdif(dnOf('ada')), deleteLdif(dnOf('bo')), personLdif('ada', {}, elsewhere('ada')))
  expect(told(await lab.preview())).toEqual([
    'create bo (gone_from_directory)',
    'skipped ada (skipped_outside)',
  ])
})
