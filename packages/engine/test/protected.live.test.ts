import { describe, expect, onTestFinished, test } from 'vitest'
import { deleteLdif, dnOf, groupDn, groupLdif, modifyLdif, personLdif, useSlapd, users } from './company.ts'
import type { Company, Tweak } from './harness.ts'

const { server, company, change, values } = useSlapd()

const names = ['ada', 'bo', 'cy', 'di', 'ed', 'flo', 'gus', 'hal']
const active = { employeeType: ['TRUE'] }
const everyone = () => [...names.map((uid) => personLdif(uid, active)), groupLdif('staff', names)]
const inactive = (uid: string) => modifyLdif(dnOf(uid), 'replace: employeeType', 'employeeType: FALSE')
const leaves = (group: string, uid: string) =>
  modifyLdif(groupDn(group), 'delete: uniqueMember', `uniqueMember: ${dnOf(uid)}`)

/** Two-way, with a status attribute and a guard that lets everything pass. */
const tweak =
  (protectedDns: string[], more: Tweak = () => undefined): Tweak =>
  (settings) => {
    const model = settings.mapping.people.find((rule) => rule.local === 'title')
    if (model)
      settings.mapping.people.push({ ...model, id: 'active', local: 'active', remote: 'employeeType' })
    settings.policy.protectedDns = protectedDns
    for (const limit of Object.values(settings.policy.guard)) limit.count = 1000
    more(settings)
  }

/** What a preview says of protected ones: side, name, effect and why. */
async function kept(lab: Company) {
  const { changes, proposals } = await lab.preview()
  const rows = changes.filter((row) => row.reason === 'withheld_protected')
  return { rows, proposals, told: rows.map((row) => [row.side, row.name, row.applicable]).toSorted() }
}

describe('S35 protected objects', () => {
  test('a listed person is not held when the entry is gone or left the scope, nor disabled on either side', async () => {
    const lab = await company(
      everyone(),
      tweak(['ada', 'bo', 'cy', 'di'].map((uid) => dnOf(uid).toUpperCase())),
    )
    await lab.sync()
    await change(
      deleteLdif(dnOf('ada')),
      `dn: ${dnOf('bo')}\nchangetype: modrdn\nnewrdn: uid=bo\ndeleteoldrdn: 1\nnewsuperior: dc=example,dc=org\n\n`,
      inactive('cy'),
      deleteLdif(dnOf('hal')),
    )
    onTestFinished(() => change(deleteLdif('uid=bo,dc=example,dc=org')))
    await lab.editPerson('di', { active: false })
    const { rows, told, proposals } = await kept(lab)
    expect(told).toEqual([
      ['accounts', 'ada', false],
      ['accounts', 'bo', false],
      ['accounts', 'cy', false],
      ['directory', 'di', false],
    ])
    for (const row of rows) expect(row.why).toMatch(/It is listed as protected\.$/)
    expect(proposals.map((row) => [row.kind, row.name])).toEqual([['hold', 'hal']])
    await lab.sync({ approve: true })
    expect(await lab.person('cy')).toMatchObject({ active: true, badge: 'linked' })
    expect(await values(dnOf('di'), 'employeeType')).toEqual(['TRUE'])
    expect((await kept(lab)).told).toEqual(told)
  })

  test('a person who is deleted here keeps a protected entry, whatever the policy', async () => {
    const lab = await company(
      everyone(),
      tweak([dnOf('ada')], (settings) => {
        settings.policy.goneFromAccounts = 'delete'
      }),
    )
    await lab.sync()
    for (const uid of ['ada', 'bo']) {
      const { id, version } = await lab.person(uid)
      await lab.verbs.deletePerson({ ...lab.call, params: { id }, version })
    }
    const { told, proposals } = await kept(lab)
    expect(told).toEqual([['directory', 'ada', false]])
    expect(proposals.filter((row) => row.kind === 'delete').map((row) => row.name)).toEqual(['bo'])
    await lab.sync()
    expect(await values(dnOf('ada'), 'uid')).toEqual(['ada'])
    expect(await values(dnOf('bo'), 'uid')).toEqual([])
  })

  test('the account that Bindery signs in with is protected without being listed', async () => {
    const { adminPassword } = server()
    const boss = personLdif('boss', { ...active, userPassword: [adminPassword] })
    await server().config(
      modifyLdif(
        'olcDatabase={2}mdb,cn=config',
        'add: olcAccess',
        `olcAccess: {0}to * by dn.exact="${dnOf('boss')}" manage by * break`,
      ),
    )
    onTestFinished(() =>
      server().config(modifyLdif('olcDatabase={2}mdb,cn=config', 'delete: olcAccess', 'olcAccess: {0}')),
    )
    const lab = await company(
      [...everyone(), boss],
      tweak([], (settings) => {
        settings.connection.bindDn = dnOf('boss')
      }),
    )
    await lab.sync()
    await lab.save((settings) => {
      settings.people.extraFilter = '(!(uid=boss))'
    })
    const { rows, proposals } = await kept(lab)
    expect(rows.map((row) => [row.name, row.kind])).toEqual([['boss', 'withheld']])
    expect(rows[0]?.why).toContain('It is the account that Bindery signs in with.')
    expect(proposals).toEqual([])
  })

  test('a listed group stays, and so does whoever is in it; their last such membership is not taken away', async () => {
    const lab = await company(
      [
        ...everyone(),
        groupLdif('admins', ['ada', 'bo']),
        groupLdif('wheel', ['ada', 'cn=reader,dc=example,dc=org']),
      ],
      tweak([groupDn('admins'), groupDn('wheel')]),
    )
    await lab.sync()
    await change(leaves('wheel', 'ada'), inactive('ada'), inactive('cy'))
    await lab.editMembers('admins', { remove: ['bo'] })
    const { rows, proposals } = await kept(lab)
    expect(rows.map((row) => [row.side, row.subjectKind, row.name, row.effect]).toSorted()).toEqual([
      ['accounts', 'person', 'ada', 'Stays active'],
      ['directory', 'group', 'admins', 'Stays a member: bo'],
    ])
    expect(rows.find((row) => row.name === 'ada')?.why).toContain(
      `It is in ${groupDn('admins')}, which is protected.`,
    )
    // Ada may leave one of the two, and nobody protects cy.
    expect(proposals.map((row) => [row.kind, row.name]).toSorted()).toEqual([
      ['disable', 'cy'],
      ['members', 'wheel'],
    ])
    await lab.sync()
    expect((await values(groupDn('admins'), 'uniqueMember')).toSorted()).toEqual([dnOf('ada'), dnOf('bo')])
    expect(await lab.person('ada')).toMatchObject({ active: true })
    await change(deleteLdif(groupDn('admins')))
    const gone = await kept(lab)
    expect(gone.rows.find((row) => row.subjectKind === 'group')).toMatchObject({ name: 'admins' })
    expect(gone.proposals.filter((row) => row.name === 'admins')).toEqual([])
  })

  test('a listed group outside of what is synced protects its members all the same', async () => {
    const root = 'cn=root,dc=example,dc=org'
    const group = `dn: ${root}\nobjectClass: groupOfNames\ncn: root\nmember: ${dnOf('ada')}\n\n`
    const lab = await company([...everyone(), group], tweak([root, `cn=nobody,${users}`]))
    onTestFinished(() => change(deleteLdif(root)))
    await lab.sync()
    await change(inactive('ada'), inactive('bo'))
    const { told, proposals } = await kept(lab)
    expect(told).toEqual([['accounts', 'ada', false]])
    expect(proposals.map((row) => [row.kind, row.name])).toEqual([['disable', 'bo']])
  })
})
