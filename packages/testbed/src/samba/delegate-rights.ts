import { onDomain } from './ldb-tools.ts'
import { domain } from './domain.ts'

const userClass = 'bf967aba-0de6-11d0-a285-00aa003049e2'
const groupClass = 'bf967a9c-0de6-11d0-a285-00aa003049e2'
const resetPassword = '00299570-246d-11d0-a768-00aa006e0529'

/**
 * Gives the service account what docs/active-directory.md tells an admin to delegate, and nothing more: objects of one
 * class below one unit, and a look at what was deleted.
 */
export async function delegateRights(directory: string): Promise<void> {
  const sid = await sidOf(directory, domain.serviceDn)
  await Promise.all([
    grant(directory, `OU=users,${domain.suffix}`, [
      ...managing(userClass, sid),
      `(OA;CIIO;CR;${resetPassword};${userClass};${sid})`,
    ]),
    grant(directory, `OU=groups,${domain.suffix}`, managing(groupClass, sid)),
  ])
  await showDeleted(directory, sid)
}

/** Creating and deleting objects of a class below a unit, and writing their properties (MS-DTYP §2.5.1.1). */
const managing = (objectClass: string, sid: string) => [
  `(OA;CI;CCDC;${objectClass};;${sid})`,
  `(OA;CIIO;RPWP;;${objectClass};${sid})`,
]

async function grant(directory: string, dn: string, entries: readonly string[]): Promise<void> {
  await onDomain(directory, 'samba-tool', ['dsacl', 'set', `--objectdn=${dn}`, `--sddl=${entries.join('')}`])
}

/** The container of deleted objects is hidden from everybody but administrators. */
async function showDeleted(directory: string, sid: string): Promise<void> {
  const container = `CN=Deleted Objects,${domain.suffix}`
  await replaceRights(directory, [container], `(A;;${full};;;SY)(A;;RPLC;;;BA)(A;;RPLC;;;${sid})`)
}

/** Leaves administrators every right to these entries, and others what these access control entries say. */
export async function restrictEntries(
  directory: string,
  dns: readonly string[],
  entries: string,
): Promise<void> {
  await replaceRights(directory, dns, `(A;;${full}LOCRDT;;;SY)(A;;${full}LOCRDT;;;DA)${entries}`)
}

const full = 'RPWPCCDCLCRCWOWDSDSW'

async function replaceRights(directory: string, dns: readonly string[], entries: string): Promise<void> {
  const records = dns.map(
    (dn) =>
      `dn: ${dn}\nchangetype: modify\nreplace: nTSecurityDescriptor\nnTSecurityDescriptor: D:PAI${entries}\n`,
  )
  const controls = ['--controls=show_deleted:1', '--controls=sd_flags:1:4']
  await onDomain(directory, 'ldbmodify', controls, records.join('\n'))
}

async function sidOf(directory: string, dn: string): Promise<string> {
  const found = await onDomain(directory, 'ldbsearch', ['-s', 'base', '-b', dn, 'objectSid'])
  const sid = /^objectSid: (\S+)$/m.exec(found)?.[1]
  if (sid === undefined) throw new Error(`${dn} has no SID`)
  return sid
}
