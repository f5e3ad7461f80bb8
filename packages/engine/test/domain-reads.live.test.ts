import { fillPreset, presets, type GroupsScope, type ProbeStep } from '@bindery/contract'
import { startSamba, type Samba } from '@bindery/testbed'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { modifyLdif } from './company.ts'
import { openCompany, type Tweak } from './harness.ts'

const names = ['ada', 'bo', 'cy']

// Samba runs as root only.
describe.runIf(process.getuid?.() === 0)('a domain', () => {
  let samba: Samba
  beforeAll(async () => {
    samba = await startSamba()
  })
  afterAll(() => samba?.stop())
  const dnOf = (name: string) => `CN=${name},${samba.usersBase}`
  const groupDn = (name: string) => `CN=${name},${samba.groupsBase}`
  const everything = async () => [
    ...(await samba.search(['-b', samba.usersBase, '-s', 'one', '1.1'])),
    ...(await samba.search(['-b', samba.groupsBase, '-s', 'one', '1.1'])),
  ]
  const add = (lines: string[]) => samba.modify(`${lines.join('\n')}\n\n`)
  const addPerson = (name: string) =>
    add([
      `dn: ${dnOf(name)}`,
      'objectClass: user',
      `sAMAccountName: ${name}`,
      'sn: Tester',
      `givenName: ${name}`,
      `mail: ${name}@example.test`,
    ])
  const addGroup = (name: string, members: string[]) =>
    add([
      `dn: ${groupDn(name)}`,
      'objectClass: group',
      `sAMAccountName: ${name}`,
      ...members.map((dn) => `member: ${dn}`),
    ])
  async function setPrimary(name: string, group: string): Promise<void> {
    const [found] = await samba.search([`(sAMAccountName=${group})`, 'primaryGroupToken'])
    const token = found?.attributes['primaryGroupToken']?.[0] ?? ''
    await samba.modify(modifyLdif(dnOf(name), 'replace: primaryGroupID', `primaryGroupID: ${token}`))
  }
  const values = async (name: string) =>
    (await samba.search(['-b', groupDn(name), '-s', 'base', '(objectClass=*)', 'member']))[0]?.attributes[
      'member'
    ]

  // The crew is ada's primary group, Domain Users that of everybody else; outer holds the crew.
  beforeEach(async () => {
    for (const { dn } of await everything()) await samba.modify(`dn: ${dn}\nchangetype: delete\n\n`)
    for (const name of names) await addPerson(name)
    await addGroup('crew', [dnOf('ada'), dnOf('bo')])
    await addGroup('outer', [groupDn('crew')])
    await setPrimary('ada', 'crew')
    expect(await values('crew')).toEqual([dnOf('bo')])
  })

  async function company(tweak: Tweak = () => undefined) {
    const account = {
      ldapUrl: samba.ldapsUrl,
      adminDn: samba.serviceName,
      adminPassword: samba.servicePassword,
    }
    const lab = await openCompany(account, (settings) => {
      for (const preset of presets.filter(({ id }) => id === 'active_directory'))
        Object.assign(settings, fillPreset(preset, settings, samba.suffix))
      settings.connection.caBundle = samba.caPem
      // So that one search comes in pages amidst the pages of another.
      settings.connection.pageSize = 2
      settings.people.bases = [{ dn: samba.usersBase, scope: 'subtree' }]
      settings.people.newEntriesUnder = samba.usersBase
      settings.groups.bases = [{ dn: samba.suffix, scope: 'subtree' }]
      settings.groups.newEntriesUnder = samba.groupsBase
      settings.groups.extraFilter = '(|(cn=crew)(cn=outer)(cn=Domain Users))'
      tweak(settings)
    })
    onTestFinished(() => lab.close())
    return lab
  }
  const nested = (mode: GroupsScope['nested']) => (settings: { groups: GroupsScope }) =>
    void (settings.groups.nested = mode)

  test('S07 is synced from its root, where it refers to partitions of its own', async () => {
    const root = [{ dn: samba.suffix, scope: 'subtree' as const }]
    const lab = await company((settings) => {
      settings.people.bases = root
      settings.people.extraFilter = '(sn=Tester)'
    })
    const steps = new Map<string, ProbeStep>()
    const draft = { directoryId: lab.directoryId, settings: lab.settings, secrets: lab.secrets }
    for await (const step of lab.verbs.testConnection({ ...lab.call, body: draft }))
      steps.set(step.name, step)
    for (const name of ['people_search', 'group_search'])
      expect(steps.get(name)).toMatchObject({
        state: 'ok',
        details: expect.arrayContaining([
          { label: 'Not searched, holds nobody', value: `CN=Configuration,${samba.suffix}` },
        ]) as unknown,
      })
    const { plan } = await lab.sync()
    expect(plan.proof?.complete).toBe(true)
    expect(plan.proof?.checks).toContainEqual({
      name: 'no_new_referral',
      ok: true,
      message: 'Only partitions of the domain that hold nobody are elsewhere.',
    })
    await samba.modify(`dn: ${dnOf('bo')}\nchangetype: delete\n\n`)
    expect((await lab.preview()).proposals.map(({ kind, name }) => [kind, name])).toContainEqual([
      'hold',
      'bo',
    ])
  })

  test('a primary group has its people in it as every other group has, and is passed over once it is settled', async () => {
    const lab = await company()
    const { proposals, plan } = await lab.sync()
    expect(plan.proof?.checks.find(({ name }) => name === 'primary_groups')).toMatchObject({ ok: true })
    expect(await lab.members('crew')).toEqual(['ada', 'bo'])
    expect(await lab.members('outer')).toEqual(['ada', 'bo'])
    // It goes on naming whoever has another primary group now.
    expect(await lab.members('Domain Users')).toEqual(names)
    expect(proposals.find((row) => row.kind === 'members' && row.name === 'crew')?.why).toContain(
      '1 of those to add is in it as that person’s primary group.',
    )
    expect((await lab.preview()).changes).toEqual([])
    expect((await lab.preview()).changes).toEqual([])
    // Whoever is new in the domain is in Domain Users, whose entry does not change for it.
    await addPerson('di')
    await lab.sync()
    expect(await lab.members('Domain Users')).toEqual([...names, 'di'])
  })

  test('a primary group keeps whom it has: who leaves it here is told of, and neither written nor removed', async () => {
    const lab = await company()
    await lab.sync()
    await lab.editMembers('crew', { remove: ['ada'], add: ['cy'] })
    const { changes, run } = await lab.sync()
    expect(run.state).toBe('succeeded')
    expect(changes.filter((row) => row.name === 'crew')).toMatchObject([
      { side: 'directory', kind: 'members', members: { added: 1, removed: 0 } },
      {
        side: 'directory',
        kind: 'withheld',
        reason: 'withheld_primary_group',
        effect: '1 person stays in the group',
        why: 'ada left the group here, but in the directory is in it as their primary group, which no change of its members alters.',
      },
    ])
    expect((await values('crew'))?.toSorted()).toEqual([dnOf('bo'), dnOf('cy')])
    expect(await lab.members('crew')).toEqual(['bo', 'cy'])
    expect((await lab.preview()).proposals).toEqual([])

    // With another primary group the domain names her in this one, and the removal comes about.
    await setPrimary('ada', 'Domain Users')
    expect((await values('crew'))?.toSorted()).toEqual(names.map(dnOf))
    await lab.sync()
    expect((await values('crew'))?.toSorted()).toEqual([dnOf('bo'), dnOf('cy')])
    expect(await lab.members('Domain Users')).toEqual(names)
  })

  test('a primary group lets people go here who have another primary group there', async () => {
    const lab = await company()
    await lab.sync()
    await setPrimary('ada', 'Domain Users')
    await samba.modify(modifyLdif(groupDn('crew'), 'delete: member', `member: ${dnOf('ada')}`))
    await lab.sync()
    expect(await lab.members('crew')).toEqual(['bo'])
    expect(await lab.members('outer')).toEqual(['bo'])
    expect(await lab.members('Domain Users')).toEqual(names)
  })

  test.each(['keep', 'ignore'] as const)(
    'a primary group counts as well when member groups do not: %s',
    async (mode) => {
      const lab = await company(nested(mode))
      await lab.sync()
      expect(await lab.members('crew')).toEqual(['ada', 'bo'])
      expect(await lab.members('outer')).toEqual([])
      expect((await lab.preview()).changes).toEqual([])
    },
  )

  test('a primary group limits synchronization to its people, and protects them', async () => {
    const lab = await company((settings) => {
      settings.policy.limitToGroups = ['crew']
      settings.policy.protectedDns = [groupDn('crew')]
    })
    await lab.sync()
    expect((await lab.everybody()).map(({ username }) => username).toSorted()).toEqual(['ada', 'bo'])
    await lab.deletePerson('ada')
    const { changes } = await lab.preview()
    expect(changes.find((row) => row.name === 'ada')).toMatchObject({ reason: 'withheld_protected' })
  })
})
