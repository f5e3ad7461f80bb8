import { fillPreset, presets } from '@bindery/contract'
import { startSamba, writeLdifEntry, type Samba } from '@bindery/testbed'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { emptyBelow } from './company.ts'
import { openCompany, type Company, type Tweak } from './harness.ts'

const users = 'OU=users,DC=example,DC=test'
const groups = 'OU=groups,DC=example,DC=test'
export const userDn = (cn: string) => `CN=${cn},${users}`
export const adGroupDn = (cn: string) => `CN=${cn},${groups}`

/** Fills settings in as an admin of a domain does: by the preset, for the two units. */
export function forDomain(samba: Samba): Tweak {
  return (settings) => {
    const preset = presets.find(({ id }) => id === 'active_directory')
    if (!preset) throw new Error('There is no preset for Active Directory')
    settings.people.bases = [{ dn: users, scope: 'subtree' }]
    settings.groups.bases = [{ dn: groups, scope: 'subtree' }]
    Object.assign(settings, fillPreset(preset, settings, samba.suffix))
    settings.connection.caBundle = samba.caPem
  }
}

/** The LDIF of an enabled user whose every value follows from the name, except what is given. */
export function userLdif(name: string, more: Record<string, string[]> = {}, dn = userDn(name)): string {
  const attributes: Record<string, string[]> = {
    objectClass: ['user'],
    sAMAccountName: [name],
    sn: ['Tester'],
    givenName: [name],
    displayName: [`${name} Tester`],
    mail: [`${name}@example.org`],
    userAccountControl: ['512'],
    ...more,
  }
  return writeLdifEntry({
    dn,
    attributes: Object.fromEntries(Object.entries(attributes).filter(([, values]) => values.length > 0)),
  })
}

/** The LDIF of a group of these users, or of these DNs. */
export function adGroupLdif(name: string, members: readonly string[], dn = adGroupDn(name)): string {
  const dns = members.map((member) => (member.includes('=') ? member : userDn(member)))
  return writeLdifEntry({
    dn,
    attributes: {
      objectClass: ['group'],
      sAMAccountName: [name],
      ...(dns.length > 0 ? { member: dns } : {}),
    },
  })
}

/** A preview that reads everything: what changed says nothing of rights that were lost, nor of what happens meanwhile. */
export async function fullPreview(lab: Company) {
  const { planId } = await lab.verbs.startPreview({
    ...lab.call,
    params: { id: lab.directoryId },
    body: { full: true },
  })
  return lab.ready(planId)
}

/** One domain for the tests of a file; each test gets empty units, and its companies are bound with the least rights. */
export function useDomain() {
  let samba: Samba | undefined
  let companies: Company[] = []
  const server = () => {
    if (!samba) throw new Error('The domain is there only during the tests')
    return samba
  }
  beforeAll(async () => {
    samba = await startSamba()
  })
  beforeEach(async () => {
    await Promise.all(companies.map((company) => company.close()))
    companies = []
    await emptyBelow(server(), [groups, users])
  })
  afterAll(async () => {
    await Promise.all(companies.map((company) => company.close()))
    await samba?.stop()
  })
  return {
    server,
    /** Loads these entries and opens a company on them. */
    async company(ldif: readonly string[], tweak: Tweak = () => undefined): Promise<Company> {
      if (ldif.length > 0) await server().modify(ldif.join(''))
      const { ldapsUrl, serviceName, servicePassword } = server()
      const account = { ldapUrl: ldapsUrl, adminDn: serviceName, adminPassword: servicePassword }
      const opened = await openCompany(account, (settings) => {
        forDomain(server())(settings)
        tweak(settings)
      })
      companies.push(opened)
      return opened
    },
    change: (...ldif: string[]) => server().modify(ldif.join('')),
    /** An attribute's values as ldapsearch finds them. */
    async values(dn: string, attribute: string): Promise<string[]> {
      const [entry] = await server().search(['-b', dn, '-s', 'base', '(objectClass=*)', attribute])
      return entry?.attributes[attribute] ?? []
    },
  }
}
