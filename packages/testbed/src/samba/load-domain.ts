import { sampleCompany } from '../company/sample-company.ts'
import { toActiveDirectory } from '../company/to-active-directory.ts'
import { generateEntries, type CompanySize } from '../company/write-company.ts'
import { writeLdifEntry, type LdifEntry } from '../ldif.ts'
import { onDomain } from './ldb-tools.ts'
import { domain } from './domain.ts'

/** Nothing but the tree, the sample company, or so many generated people and groups. */
export type SambaLoad = 'none' | 'sample' | CompanySize

/** Loads a company into a domain whose controller is not running. */
export async function loadDomain(directory: string, load: SambaLoad): Promise<void> {
  if (load === 'none') return
  const entries = load === 'sample' ? sampleCompany().entries : generateEntries(load)
  await addEntries(directory, toActiveDirectory(entries, domain))
}

/** The tree that every domain starts with, and the account that an application is given. */
export async function addTree(directory: string): Promise<void> {
  const units = ['users', 'groups', 'services'].map((ou) => ({
    dn: `OU=${ou},${domain.suffix}`,
    attributes: { objectClass: ['organizationalUnit'] },
  }))
  const account = {
    dn: domain.serviceDn,
    attributes: {
      objectClass: ['user'],
      sAMAccountName: ['bindery'],
      userPrincipalName: [domain.serviceName],
      description: ['Synchronizes people and groups with the application'],
      // Enabled, and its password does not expire.
      userAccountControl: ['66048'],
    },
  }
  const password = Buffer.from(domain.servicePassword, 'utf16le').toString('base64')
  await addEntries(directory, units)
  await onDomain(
    directory,
    'ldbadd',
    [],
    `${writeLdifEntry(account).trimEnd()}\nclearTextPassword:: ${password}\n\n`,
  )
}

async function addEntries(directory: string, entries: Iterable<LdifEntry>): Promise<void> {
  // Nobody reads the database until it is whole, so it need not reach the disk entry by entry.
  await onDomain(directory, 'ldbadd', ['--nosync'], [...entries].map(writeLdifEntry).join(''))
}
