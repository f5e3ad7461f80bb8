import { describe, expect, test } from 'vitest'
import { dnOf, groupDn, groupLdif, personLdif, useSlapd, users } from './company.ts'

const { company, change, values, dump } = useSlapd()

const pull = { direction: 'directory_to_accounts' } as const

describe('first sync', () => {
  test('S01 a preview of unsaved settings lists every change and writes nothing on either side', async () => {
    const lab = await company([
      personLdif('ada', { title: ['Analyst'] }),
      personLdif('bo'),
      groupLdif('staff', ['ada', 'bo']),
    ])
    await lab.addPerson({
      username: 'ada',
      email: 'ada@example.org',
      title: 'Engineer',
      familyName: 'Tester',
    })
    await lab.addPerson({ username: 'cy', email: 'cy@example.org' })
    await lab.addGroup('club')
    await lab.editMembers('club', { add: ['ada', 'cy'] })
    const { settings } = await lab.directory()
    const both = async () => [
      await dump(),
      await lab.everybody(),
      await lab.everyGroup(),
      await lab.members('club'),
    ]
    const before = await both()

    const { plan, proposals } = await lab.preview({
      ...settings,
      policy: { ...settings.policy, authority: 'directory' },
    })
    expect(plan.settingsVersion).toBeNull()
    const told = proposals.map((row) => [row.side, row.subjectKind, row.kind, row.name].join(' '))
    expect(told.toSorted()).toEqual([
      'accounts group create staff',
      'accounts group members staff',
      'accounts person create bo',
      'accounts person link ada',
      'accounts person update ada',
      'directory group create club',
      'directory group members club',
      'directory person create cy',
    ])
    const update = proposals.find((row) => row.kind === 'update')
    expect(update?.values.find((value) => value.attribute === 'title')).toMatchObject({
      accounts: ['Engineer'],
      directory: ['Analyst'],
      after: ['Analyst'],
    })
    expect(await both()).toEqual(before)
    await expect(lab.apply(plan)).rejects.toThrow()
    expect(await both()).toEqual(before)
  })

  test('S10 S11 an entry without mail or username is skipped with the reason; everyone else syncs', async () => {
    const lab = await company([personLdif('ada'), personLdif('bo')])
    await lab.sync()
    await change(
      `dn: ${dnOf('ada')}\nchangetype: modify\ndelete: mail\n-\n\n`,
      `dn: ${dnOf('bo')}\nchangetype: modify\nadd: title\ntitle: Boss\n-\n\n`,
      personLdif('anon', { uid: [] }, `cn=anon,${users}`),
    )
    const { changes, run } = await lab.sync()
    const skipped = changes.filter((row) => row.kind === 'skipped')
    expect(skipped.map((row) => [row.name, row.reason, row.applicable]).toSorted()).toEqual([
      ['ada', 'skipped_missing_required', false],
      [`cn=anon,${users}`, 'skipped_missing_required', false],
    ])
    expect(skipped.map((row) => row.why).toSorted()).toEqual([
      expect.stringMatching(/mail/),
      expect.stringMatching(/uid/),
    ])
    expect(run.state).toBe('succeeded')
    expect(await lab.person('ada')).toMatchObject({ email: 'ada@example.org', badge: 'linked' })
    expect((await lab.person('bo')).title).toBe('Boss')
    expect((await lab.everybody()).length).toBe(2)
  })

  test('S16 the same username but another person is a conflict: no link, no groups', async () => {
    const lab = await company([personLdif('ada', { employeeNumber: ['1'] }), groupLdif('staff', ['ada'])])
    await lab.addPerson({ username: 'ada', email: 'other@example.org', employeeNumber: '2' })
    const { changes } = await lab.sync()
    expect(changes.find((row) => row.name === 'ada')).toMatchObject({ kind: 'conflict', applicable: false })
    expect(await lab.person('ada')).toMatchObject({ badge: 'local', email: 'other@example.org', groups: [] })
    expect(await lab.members('staff')).toEqual([])
    expect(await values(dnOf('ada'), 'mail')).toEqual(['ada@example.org'])
    expect(await values(groupDn('staff'), 'uniqueMember')).toEqual([dnOf('ada')])
  })

  test('S17 a mail that two entries share makes only those two conflict', async () => {
    const desk = { mail: ['desk@example.org'] }
    const lab = await company(
      [personLdif('ada', desk), personLdif('bo', desk), personLdif('cy')],
      (settings) => {
        Object.assign(settings.policy, pull)
      },
    )
    await lab.addPerson({ username: 'desk', email: 'desk@example.org' })
    const { changes } = await lab.sync()
    const rows = changes.map((row) => [row.name, row.kind, row.reason]).toSorted()
    expect(rows).toEqual([
      ['ada', 'conflict', expect.stringMatching(/^conflict_/)],
      ['bo', 'conflict', expect.stringMatching(/^conflict_/)],
      ['cy', 'create', 'first_seen_in_directory'],
    ])
    expect((await lab.everybody()).map((row) => row.username)).toEqual(['cy', 'desk'])
    expect((await lab.person('desk')).badge).toBe('local')
  })

  test.each(['accounts', 'directory', 'ask'] as const)(
    'S19 with authority %s, the first sync fills empty sides and removes nothing anywhere',
    async (authority) => {
      const lab = await company(
        [
          personLdif('ada', { mobile: ['+1'], title: ['Analyst'] }),
          personLdif('bo', { mobile: ['+2'] }),
          groupLdif('staff', ['ada']),
        ],
        (settings) => {
          settings.policy.authority = authority
        },
      )
      await lab.addPerson({ username: 'ada', email: 'ada@example.org', title: 'Engineer' })
      await lab.addPerson({ username: 'bo', email: 'bo@example.org', title: 'Boss' })
      await lab.addGroup('staff')
      await lab.editMembers('staff', { add: ['bo'] })
      const { run, changes } = await lab.sync()
      expect(run.state).toBe('succeeded')
      expect([(await lab.person('ada')).phone, (await lab.person('bo')).phone]).toEqual(['+1', '+2'])
      expect(await values(dnOf('bo'), 'title')).toEqual(['Boss'])
      const titles = {
        accounts: ['Engineer', 'Engineer'],
        directory: ['Analyst', 'Analyst'],
        ask: ['Engineer', 'Analyst'],
      }
      expect([(await lab.person('ada')).title, (await values(dnOf('ada'), 'title'))[0]]).toEqual(
        titles[authority],
      )
      expect(changes.some((row) => row.reason === 'conflict_values')).toBe(authority === 'ask')
      expect(await lab.members('staff')).toEqual(['ada', 'bo'])
      expect((await values(groupDn('staff'), 'uniqueMember')).toSorted()).toEqual([dnOf('ada'), dnOf('bo')])
    },
  )

  test('S52 the default push into an empty directory works: no result at all is no alarm without links', async () => {
    const lab = await company([], (settings) => {
      settings.policy.direction = 'accounts_to_directory'
    })
    await lab.addPerson({ username: 'ada', email: 'ada@example.org', phone: '+1' })
    await lab.addPerson({ username: 'bo', email: 'bo@example.org' })
    await lab.addGroup('staff')
    await lab.addGroup('nobody')
    await lab.editMembers('staff', { add: ['ada', 'bo'] })
    const { plan, run } = await lab.sync()
    expect(plan.guard).toMatchObject({ verdict: 'within', stops: [] })
    expect(run.state).toBe('succeeded')
    expect(await values(dnOf('ada'), 'mobile')).toEqual(['+1'])
    expect((await values(groupDn('staff'), 'uniqueMember')).toSorted()).toEqual([dnOf('ada'), dnOf('bo')])
    expect(await values(groupDn('nobody'), 'cn')).toEqual(['nobody'])
    expect((await lab.preview()).proposals).toEqual([])
  })

  test('S24 after a sync in both directions the next plan has nothing to apply', async () => {
    const lab = await company([
      personLdif('ada', { title: ['Analyst'], mobile: ['+1'] }),
      personLdif('bo'),
      groupLdif('staff', ['ada', 'bo']),
    ])
    await lab.addPerson({ username: 'ada', email: 'ada@example.org', title: 'Engineer' })
    await lab.addPerson({ username: 'cy', email: 'cy@example.org' })
    await lab.addGroup('club')
    await lab.editMembers('club', { add: ['ada', 'cy'] })
    // A membership that is there on both sides from the start is only noted.
    await lab.addGroup('staff')
    await lab.editMembers('staff', { add: ['ada'] })
    expect((await lab.sync()).run.state).toBe('succeeded')
    const second = await lab.preview()
    expect(second.proposals).toEqual([])
    expect(second.changes.filter((row) => row.applicable)).toEqual([])
    // Once more, now that every entry may be passed over by its hash.
    expect((await lab.preview()).changes).toEqual([])
  })
})
