import { startSlapd, writeLdifEntry, type Slapd, type SlapdOptions } from '@bindery/testbed'
import { afterAll, beforeAll, beforeEach, onTestFinished } from 'vitest'
import { openCompany, type Company, type Tweak } from './harness.ts'

export const users = 'ou=users,dc=example,dc=org'
const groups = 'ou=groups,dc=example,dc=org'
/** Outside of what a company syncs. */
export const services = 'ou=services,dc=example,dc=org'
export const dnOf = (uid: string) => `uid=${uid},${users}`
export const groupDn = (name: string) => `cn=${name},${groups}`

/** The LDIF of a person whose every value follows from the uid, except what is given. */
export function personLdif(uid: string, more: Record<string, string[]> = {}, dn = dnOf(uid)): string {
  const attributes: Record<string, string[]> = {
    objectClass: ['inetOrgPerson'],
    uid: [uid],
    cn: [uid],
    sn: ['Tester'],
    givenName: [uid],
    displayName: [`${uid} Tester`],
    mail: [`${uid}@example.org`],
    ...more,
  }
  return writeLdifEntry({
    dn,
    attributes: Object.fromEntries(Object.entries(attributes).filter(([, values]) => values.length > 0)),
  })
}

/** The LDIF of a group of these uids, or of these DNs. */
export function groupLdif(name: string, members: readonly string[], dn = groupDn(name)): string {
  const dns = members.map((member) => (member.includes('=') ? member : dnOf(member)))
  return writeLdifEntry({
    dn,
    attributes: { objectClass: ['groupOfUniqueNames'], cn: [name], uniqueMember: dns },
  })
}

/** LDIF that changes one entry: lines such as `replace: title` with their values; changes parted by `-`. */
export const modifyLdif = (dn: string, ...lines: string[]) =>
  `dn: ${dn}\nchangetype: modify\n${lines.join('\n')}\n-\n\n`

export const deleteLdif = (dn: string) => `dn: ${dn}\nchangetype: delete\n\n`

/** The stable id of an entry. */
export async function idOf(slapd: Pick<Slapd, 'search'>, dn: string): Promise<string> {
  const [entry] = await slapd.search(['-b', dn, '-s', 'base', '(objectClass=*)', 'entryUUID'])
  return entry?.attributes['entryUUID']?.[0] ?? ''
}

/** No more than five entries for the reader, until it is lifted; at the end of the test in any case. */
export async function capSize(server: Pick<Slapd, 'config' | 'readerDn'>): Promise<() => Promise<void>> {
  const cap = (size: string) =>
    server.config(
      modifyLdif(
        'olcDatabase={2}mdb,cn=config',
        'replace: olcLimits',
        `olcLimits: dn.exact="${server.readerDn}" time=unlimited ${size}`,
      ),
    )
  const lift = () => cap('size=unlimited')
  onTestFinished(lift)
  await cap('size.soft=5 size.hard=5 size.pr=5 size.prtotal=5')
  return lift
}

/** One slapd for the tests of a file; each test gets an empty tree and opens companies of its own. */
export function useSlapd(options: SlapdOptions = {}) {
  let slapd: Slapd | undefined
  let companies: Company[] = []
  const server = () => {
    if (!slapd) throw new Error('slapd runs only during the tests')
    return slapd
  }
  beforeAll(async () => {
    slapd = await startSlapd(options)
  })
  beforeEach(async () => {
    await Promise.all(companies.map((company) => company.close()))
    companies = []
    await emptyBelow(server(), [groups, users, services])
  })
  afterAll(async () => {
    await Promise.all(companies.map((company) => company.close()))
    await slapd?.stop()
  })
  return {
    server,
    /** Loads this LDIF and opens a company on it. */
    company: async (
      ldif: readonly string[],
      tweak?: Tweak,
      account: 'admin' | 'reader' = 'admin',
    ): Promise<Company> => {
      if (ldif.length > 0) await server().modify(ldif.join(''))
      const { ldapUrl, readerDn, readerPassword } = server()
      const reader = { ldapUrl, adminDn: readerDn, adminPassword: readerPassword }
      const company = await openCompany(account === 'reader' ? reader : server(), tweak)
      companies.push(company)
      return company
    },
    change: (...ldif: string[]) => server().modify(ldif.join('')),
    /** Brings entries back as a backup does, each with its `entryUUID`. */
    restore: (...ldif: string[]) => server().restore(ldif.join('')),
    /** An entry's values, as ldapsearch finds them. */
    values: async (dn: string, attribute: string): Promise<readonly string[]> => {
      const [entry] = await server().search(['-b', dn, '-s', 'base', '(objectClass=*)', attribute])
      return entry?.attributes[attribute] ?? []
    },
    /** Everything the tree holds, operational attributes too. */
    dump: () => server().search(['(objectClass=*)', '*', '+']),
  }
}

/** Deletes whatever is below these entries. */
export async function emptyBelow(
  server: Pick<Slapd, 'search' | 'modify'>,
  bases: readonly string[],
): Promise<void> {
  for (const base of bases) {
    const found = await server.search(['-b', base, '(objectClass=*)', '1.1'])
    const depth = (dn: string) => dn.split(',').length
    const below = found.map(({ dn }) => dn).filter((dn) => depth(dn) > depth(base))
    const deepestFirst = below.toSorted((a, b) => depth(b) - depth(a))
    if (deepestFirst.length > 0) await server.modify(deepestFirst.map(deleteLdif).join(''))
  }
}
