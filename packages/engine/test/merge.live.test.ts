import { describe, expect, test } from 'vitest'
import { dnOf, groupDn, groupLdif, modifyLdif, personLdif, useSlapd } from './company.ts'

const { server, company, change, values } = useSlapd()

const title = (uid: string, value: string) => modifyLdif(dnOf(uid), 'replace: title', `title: ${value}`)
const staff = (...uids: string[]) => [
  ...uids.map((uid) => personLdif(uid, { title: ['Old'] })),
  groupLdif('staff', uids),
]

describe('changes since the last sync', () => {
  test.each(['directory', 'accounts', 'ask'] as const)(
    'S20 pull, push, agree, and a conflict by authority: %s',
    async (authority) => {
      const lab = await company(staff('ada', 'bo', 'cy', 'di'), (settings) => {
        settings.policy.authority = authority
      })
      await lab.sync()
      await change(title('ada', 'Pulled'), title('cy', 'Same'), title('di', 'Theirs'))
      await lab.editPerson('bo', { title: 'Pushed' })
      await lab.editPerson('cy', { title: 'Same' })
      await lab.editPerson('di', { title: 'Ours' })
      const { changes } = await lab.sync()
      const kindOf = (name: string) => changes.find((row) => row.name === name)
      expect(kindOf('ada')).toMatchObject({ side: 'accounts', kind: 'update' })
      expect(kindOf('bo')).toMatchObject({ side: 'directory', kind: 'update' })
      expect(kindOf('cy')).toMatchObject({ kind: 'agree', reason: 'both_changed_alike' })
      const both = async (uid: string) => [
        (await lab.person(uid)).title,
        ...(await values(dnOf(uid), 'title')),
      ]
      expect(await both('ada')).toEqual(['Pulled', 'Pulled'])
      expect(await both('bo')).toEqual(['Pushed', 'Pushed'])
      expect(await both('cy')).toEqual(['Same', 'Same'])
      const settled = { directory: ['Theirs', 'Theirs'], accounts: ['Ours', 'Ours'], ask: ['Ours', 'Theirs'] }
      expect(await both('di')).toEqual(settled[authority])
      expect(kindOf('di')?.kind).toBe(authority === 'ask' ? 'conflict' : 'update')
      expect((await lab.preview()).proposals).toEqual([])
    },
  )

  test('S20 in a one-way direction the value flows that way and the lost one is reported as overwritten', async () => {
    const lab = await company(staff('ada'), (settings) => {
      settings.policy.direction = 'directory_to_accounts'
    })
    await lab.sync()
    await lab.editPerson('ada', { title: 'Mine' })
    const { proposals } = await lab.sync()
    expect(proposals.map((row) => [row.side, row.kind, row.warnings])).toEqual([
      ['accounts', 'update', ['overwritten']],
    ])
    expect(proposals[0]?.values[0]).toMatchObject({ accounts: ['Mine'], after: ['Old'], overwritten: true })
    expect((await lab.person('ada')).title).toBe('Old')
  })

  test.each(['two_way', 'accounts_to_directory'] as const)(
    'what a new rule finds different was changed by nobody, and is told so: %s',
    async (direction) => {
      const lab = await company([personLdif('ada'), personLdif('bo')], ({ mapping }) => {
        mapping.people = mapping.people.filter((rule) => rule.local !== 'title')
      })
      await lab.sync()
      await lab.editPerson('ada', { title: 'Captain' })
      await lab.save((settings) => {
        settings.policy.direction = direction
        settings.mapping.people.push(
          ...lab.settings.mapping.people
            .filter((rule) => rule.local === 'phone')
            .map((rule) => ({ ...rule, id: 'title', local: 'title' as const, remote: 'title' })),
        )
      })
      await lab.editPerson('bo', { phone: '+49 30 1' })
      const { changes } = await lab.sync()
      expect(changes.map((row) => [row.name, row.side, row.kind, row.reason])).toEqual([
        ['ada', 'directory', 'update', 'first_compared'],
        ['bo', 'directory', 'update', 'changed_in_accounts'],
      ])
      expect(changes[0]?.why).toContain('The rule is new')
      await lab.editPerson('ada', { title: 'Admiral' })
      expect((await lab.preview()).changes).toMatchObject([
        { name: 'ada', reason: 'changed_in_accounts', why: expect.not.stringContaining('new') as string },
      ])
    },
  )

  test('a title and a status that change together both arrive, in one run', async () => {
    const lab = await company(staff('ada'), (settings) => {
      const model = settings.mapping.people.find((rule) => rule.local === 'title')
      if (model)
        settings.mapping.people.push({ ...model, id: 'active', local: 'active', remote: 'employeeType' })
      settings.policy.direction = 'directory_to_accounts'
    })
    await change(modifyLdif(dnOf('ada'), 'add: employeeType', 'employeeType: TRUE'))
    await lab.sync()
    await change(title('ada', 'New'), modifyLdif(dnOf('ada'), 'replace: employeeType', 'employeeType: FALSE'))
    const { run, proposals } = await lab.sync()
    expect(proposals.map((row) => row.kind)).toEqual(['update', 'disable'])
    expect(run.state).toBe('succeeded')
    expect(await lab.person('ada')).toMatchObject({ title: 'New', active: false })
  })

  test('S26 the last member leaves, first here, then there: the group stays on both sides', async () => {
    const lab = await company([...staff('ada'), groupLdif('duo', ['ada'])])
    await lab.sync()
    await lab.editMembers('staff', { remove: ['ada'] })
    await change(modifyLdif(groupDn('duo'), 'replace: uniqueMember', 'uniqueMember:'))
    const { run } = await lab.sync()
    expect(run.state).toBe('succeeded')
    expect(await values(groupDn('staff'), 'cn')).toEqual(['staff'])
    expect(await values(groupDn('staff'), 'uniqueMember')).toEqual([''])
    expect([await lab.members('staff'), await lab.members('duo')]).toEqual([[], []])
    const { proposals } = await lab.preview()
    expect(proposals).toEqual([])
    await lab.editMembers('staff', { add: ['ada'] })
    await lab.sync()
    expect((await values(groupDn('staff'), 'uniqueMember')).filter((dn) => dn !== '')).toEqual([dnOf('ada')])
  })

  test('S27 one of 2,000 members leaves: one value is written', async () => {
    const uids = Array.from({ length: 2000 }, (_, index) => `p${index}`)
    const lab = await company([
      personLdif('ada'),
      ...uids.slice(0, 30).map((uid) => personLdif(uid)),
      groupLdif('all', uids),
    ])
    await lab.sync()
    const started = (await server().search(['-b', 'cn=accesslog', `(reqDN=${groupDn('all')})`, '1.1'])).length
    await lab.editMembers('all', { remove: ['p7'] })
    const { proposals } = await lab.sync()
    expect(proposals.map((row) => [row.side, row.kind, row.members?.removed, row.members?.added])).toEqual([
      ['directory', 'members', 1, 0],
    ])
    const writes = await server().search(['-b', 'cn=accesslog', `(reqDN=${groupDn('all')})`, 'reqMod'])
    expect(
      writes
        .slice(started)
        .map(({ attributes }) => attributes['reqMod']?.filter((mod) => mod.startsWith('uniqueMember'))),
    ).toEqual([[`uniqueMember:- ${dnOf('p7')}`]])
    expect((await values(groupDn('all'), 'uniqueMember')).length).toBe(1999)
  })

  test('S49 a skipped person keeps their memberships, and service accounts and foreign DNs stay in groups', async () => {
    const service = 'cn=reader,dc=example,dc=org'
    const foreign = 'cn=someone,dc=elsewhere,dc=org'
    const lab = await company([
      ...['ada', 'bo'].map((uid) => personLdif(uid)),
      groupLdif('staff', ['ada', 'bo', service, foreign]),
      groupLdif('club', ['ada', 'bo']),
    ])
    await lab.sync()
    await change(
      modifyLdif(dnOf('ada'), 'delete: mail'),
      modifyLdif(groupDn('club'), 'delete: uniqueMember', `uniqueMember: ${dnOf('ada')}`),
    )
    await lab.editMembers('staff', { remove: ['ada'] })
    expect((await lab.preview()).proposals).toEqual([])
    expect([await lab.members('club'), await lab.members('staff')]).toEqual([['ada', 'bo'], ['bo']])
    expect((await values(groupDn('staff'), 'uniqueMember')).toSorted()).toEqual(
      [service, foreign, dnOf('ada'), dnOf('bo')].toSorted(),
    )
    // Readable again: now both changes are seen and flow.
    await change(modifyLdif(dnOf('ada'), 'add: mail', 'mail: ada@example.org'))
    await lab.sync()
    expect([await lab.members('club'), await lab.members('staff')]).toEqual([['bo'], ['bo']])
    expect((await values(groupDn('staff'), 'uniqueMember')).toSorted()).toEqual(
      [service, foreign, dnOf('bo')].toSorted(),
    )
  })

  test('a membership removal that was previewed but not applied is in the next plan again', async () => {
    const lab = await company(staff('ada', 'bo'))
    await lab.sync()
    await change(modifyLdif(groupDn('staff'), 'delete: uniqueMember', `uniqueMember: ${dnOf('ada')}`))
    const rows = async () => (await lab.preview()).proposals.map((row) => [row.kind, row.members?.removed])
    expect(await rows()).toEqual([['members', 1]])
    expect(await rows()).toEqual([['members', 1]])
  })

  test('S33 what both sides agreed on in the preview is the base, also of an account that was edited before it was applied', async () => {
    const lab = await company(['ada', 'bo'].map((uid) => personLdif(uid, { mobile: ['1'], title: ['Old'] })))
    await lab.sync()
    for (const uid of ['ada', 'bo']) {
      await change(modifyLdif(dnOf(uid), 'replace: mobile', 'mobile: 2', '-', 'replace: title', 'title: New'))
      await lab.editPerson(uid, { phone: '2' })
    }
    const { plan } = await lab.preview()
    await lab.editPerson('ada', { phone: '3' })
    await lab.editPerson('bo', { phone: '1' })
    const { operations } = await lab.apply(plan)
    expect(operations.map((row) => [row.name, row.kind, row.state]).toSorted()).toEqual([
      ['ada', 'agree', 'done'],
      ['ada', 'update', 'drifted'],
      ['bo', 'agree', 'done'],
      ['bo', 'update', 'drifted'],
    ])
    // Each went on from what was agreed: that is a change here, for the directory, and not one there.
    await lab.sync()
    expect([await values(dnOf('ada'), 'mobile'), await values(dnOf('bo'), 'mobile')]).toEqual([['3'], ['1']])
    expect(await lab.person('bo')).toMatchObject({ phone: '1', title: 'New' })
    expect((await lab.preview()).changes).toEqual([])
  })
})
