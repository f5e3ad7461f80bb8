import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommand } from '../process/run-command.ts'
import { startSlapd, type Slapd } from './start-slapd.ts'

let slapd: Slapd
const first = 'uid=first,ou=users,dc=example,dc=org'
const second = 'uid=second,ou=users,dc=example,dc=org'
const group = 'cn=team,ou=groups,dc=example,dc=org'
const plain = 'cn=plain,ou=groups,dc=example,dc=org'

const person = (dn: string, uid: string) =>
  `dn: ${dn}\nobjectClass: inetOrgPerson\nuid: ${uid}\ncn: ${uid}\nsn: ${uid}\nuserPassword: secret-${uid}\n\n`

async function valuesOf(dn: string, attribute: string): Promise<string[]> {
  const [entry] = await slapd.search(['-b', dn, '-s', 'base', '(objectClass=*)', attribute])
  return entry?.attributes[attribute] ?? []
}

beforeAll(async () => {
  slapd = await startSlapd()
  await slapd.modify(person(first, 'first') + person(second, 'second'))
  await slapd.modify(
    `dn: ${group}\nobjectClass: groupOfUniqueNames\ncn: team\nuniqueMember: ${first}\nuniqueMember: ${second}\n\n` +
      `dn: ${plain}\nobjectClass: groupOfNames\ncn: plain\nmember: ${first}\n`,
  )
})
afterAll(() => slapd.stop())

function whoAmI(url: string, ...more: string[]) {
  const bind = ['-x', '-D', slapd.readerDn, '-w', slapd.readerPassword, '-H', url]
  const client = ['-u', 'LDAPNOINIT', `LDAPTLS_CACERT=${slapd.caFile}`, 'ldapwhoami']
  return runCommand('env', [...client, ...bind, ...more])
}

describe('private slapd', () => {
  test('answers on ldaps and with StartTLS, verified with its own authority', async () => {
    expect((await whoAmI(slapd.ldapsUrl)).stdout).toBe(`dn:${slapd.readerDn}\n`)
    expect((await whoAmI(slapd.ldapUrl, '-ZZ')).stdout).toBe(`dn:${slapd.readerDn}\n`)
  })

  test.each(['expired', 'misnamed'] as const)('offers a certificate that is %s', async (certificate) => {
    const other = await startSlapd({ certificate })
    expect((await whoAmI(other.ldapsUrl)).stderr).toContain("Can't contact LDAP server")
    expect((await whoAmI(other.ldapUrl)).code).toBe(0)
    await other.stop()
  })

  test('memberof keeps the back-link for both group classes', async () => {
    expect(await valuesOf(first, 'memberOf')).toEqual([group, plain])
    await slapd.modify(`dn: ${group}\nchangetype: modify\ndelete: uniqueMember\nuniqueMember: ${first}\n`)
    expect(await valuesOf(first, 'memberOf')).toEqual([plain])
  })

  test('unique refuses a second entry with the same uid', async () => {
    const dn = 'cn=other,ou=users,dc=example,dc=org'
    await expect(slapd.modify(person(dn, 'first'))).rejects.toThrow('Constraint violation')
  })

  test('a failed login changes entryCSN', async () => {
    const before = await valuesOf(first, 'entryCSN')
    expect(await slapd.canBind(first, 'wrong')).toBe(false)
    expect(await valuesOf(first, 'entryCSN')).not.toEqual(before)
    expect(await slapd.canBind(first, 'secret-first')).toBe(true)
  })

  test('refint takes a deleted person out of the groups, but leaves a last member dangling', async () => {
    const third = 'uid=third,ou=users,dc=example,dc=org'
    await slapd.modify(person(third, 'third'))
    await slapd.modify(`dn: ${group}\nchangetype: modify\nadd: uniqueMember\nuniqueMember: ${third}\n`)
    await slapd.modify(`dn: ${second}\nchangetype: delete\n\ndn: ${first}\nchangetype: delete\n`)
    await expect.poll(() => valuesOf(group, 'uniqueMember')).toEqual([third])
    expect(await valuesOf(plain, 'member')).toEqual([first])
  })

  test('demands a client certificate when told to', async () => {
    const strict = await startSlapd({ requireClientCertificate: true })
    expect((await whoAmI(strict.ldapsUrl)).code).not.toBe(0)
    await strict.stop()
  })

  test('access rules can be changed while it runs', async () => {
    const count = async () => {
      const reader = ['-D', slapd.readerDn, '-w', slapd.readerPassword, '-b', slapd.groupsBase]
      return (await slapd.search([...reader, '(objectClass=*)'])).length
    }
    expect(await count()).toBe(3)
    await slapd.config(
      'dn: olcDatabase={2}mdb,cn=config\nchangetype: modify\nadd: olcAccess\n' +
        `olcAccess: {0}to dn.subtree="${slapd.groupsBase}" by * none\n`,
    )
    expect(await count()).toBe(0)
  })

  test('stops and starts again with its data', async () => {
    await slapd.stopServer()
    await expect(slapd.search([])).rejects.toThrow("Can't contact LDAP server")
    await slapd.startServer()
    expect(await valuesOf(group, 'cn')).toEqual(['team'])
  })
})

describe('loaded slapd', () => {
  test('holds the sample company', async () => {
    const sample = await startSlapd({ load: 'sample' })
    const count = async (filter: string) => (await sample.search([filter, '1.1'])).length
    expect(await count('(objectClass=inetOrgPerson)')).toBe(250)
    expect(await count('(objectClass=groupOfUniqueNames)')).toBe(25)
    expect(await count('(memberOf=cn=all-staff,ou=groups,dc=example,dc=org)')).toBe(200)
    expect(await count('(uniqueMember=cn=backup-agent,ou=services,dc=example,dc=org)')).toBe(1)
    await sample.stop()
  })

  test('holds a generated company', async () => {
    const load = { people: 500, groups: 10, memberships: 900 }
    const generated = await startSlapd({ load })
    const groups = await generated.search(['(objectClass=groupOfUniqueNames)', 'uniqueMember'])
    expect(groups.flatMap(({ attributes }) => attributes['uniqueMember'] ?? [])).toHaveLength(900)
    expect(await generated.search(['(objectClass=inetOrgPerson)', '1.1'])).toHaveLength(500)
    await generated.stop()
  })
})
