import {
  deleteLdif,
  dnOf,
  groupDn,
  groupLdif,
  modifyLdif,
  personLdif,
  users,
  type useSlapd,
} from './company.ts'

const sub = `ou=sub,${users}`
const outside = 'ou=services,dc=example,dc=org'
const uids = Array.from({ length: 32 }, (_, index) => `p${index}`)
const renameLdif = (dn: string, rdn: string, superior: string) =>
  `dn: ${dn}\nchangetype: modrdn\nnewrdn: ${rdn}\ndeleteoldrdn: 1\nnewsuperior: ${superior}\n\n`
const title = (uid: string, value: string) => modifyLdif(dnOf(uid), 'replace: title', `title: ${value}`)
const status = (uid: string, value: string) =>
  modifyLdif(dnOf(uid), 'replace: employeeType', `employeeType: ${value}`)

/** A company after two syncs, changed on both sides so that the next plan has every kind of operation, over fifty of them. */
export async function busyCompany({ company, change }: ReturnType<typeof useSlapd>, ldapUrl?: string) {
  const lab = await company(
    [
      `dn: ${sub}\nobjectClass: organizationalUnit\nou: sub\n\n`,
      ...uids.map((uid) =>
        personLdif(uid, { title: ['Old'], employeeType: [['p8', 'p20'].includes(uid) ? 'FALSE' : 'TRUE'] }),
      ),
      ...['g0', 'g1', 'g2', 'g3'].map((name) => groupLdif(name, uids.slice(0, 24))),
      groupLdif('doomed', ['p0', 'p1']),
    ],
    (settings) => {
      if (ldapUrl !== undefined) settings.connection.urls = [ldapUrl]
      settings.connection.operationTimeoutSeconds = 2
      const [model] = settings.mapping.people
      if (model)
        settings.mapping.people.push({
          ...model,
          id: 'status',
          local: 'active',
          remote: 'employeeType',
          required: false,
        })
      Object.assign(settings.policy, { holdDays: 0, goneFromAccounts: 'delete' })
    },
  )
  await lab.sync()
  // p24 is held for having left the scope, p25 for being gone: its hold is over at once.
  await change(renameLdif(dnOf('p24'), 'uid=p24', outside), deleteLdif(dnOf('p25')))
  await lab.sync({ approve: true })

  await change(
    renameLdif(`uid=p24,${outside}`, 'uid=p24', users),
    ...uids.slice(0, 6).map((uid) => title(uid, 'Pulled')),
    ...['p6', 'p7'].map((uid) => status(uid, 'FALSE')),
    status('p8', 'TRUE'),
    deleteLdif(dnOf('p9')),
    renameLdif(dnOf('p10'), 'uid=q10', users),
    renameLdif(dnOf('p11'), 'uid=p11', sub),
    ...['n0', 'n1', 'n2', 'n3'].map((uid) => personLdif(uid, { employeeType: ['TRUE'] })),
    ...['l0', 'l1'].map((uid) => personLdif(uid, { employeeType: ['TRUE'] })),
    groupLdif('made-there', ['p0', 'n0']),
    modifyLdif(groupDn('g0'), 'delete: uniqueMember', `uniqueMember: ${dnOf('p1')}`),
    deleteLdif(groupDn('doomed')),
  )
  for (const uid of uids.slice(12, 18)) await lab.editPerson(uid, { title: 'Pushed' })
  for (const uid of ['p18', 'p19']) await lab.editPerson(uid, { active: false })
  await lab.editPerson('p20', { active: true })
  await lab.editPerson('p21', { username: 'r21' })
  // Two exchange their usernames, so their entries exchange names.
  for (const [uid, username] of [
    ['p26', 'passing'],
    ['p27', 'p26'],
    ['passing', 'p27'],
  ] as const)
    await lab.editPerson(uid, { username })
  await lab.deletePerson('p22')
  for (const uid of ['l0', 'l1']) await lab.addPerson({ username: uid, email: `${uid}@example.org` })
  for (let index = 0; index < 12; index += 1)
    await lab.addPerson({ username: `m${index}`, email: `m${index}@example.org` })
  await lab.addGroup('made-here')
  await lab.editMembers('made-here', { add: ['m0', 'm1', 'p2'] })
  await lab.editMembers('g1', { add: ['m2'], remove: ['p3'] })
  await lab.editMembers('g2', { remove: ['p4'] })
  return { lab, ...(await lab.preview()) }
}
