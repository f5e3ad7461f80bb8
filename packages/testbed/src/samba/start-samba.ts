import { rm } from 'node:fs/promises'
import { startServerProcess } from '../process/server-process.ts'
import { certificateAuthority, serverCertificate } from '../slapd/certificates.ts'
import { domain } from './domain.ts'
import { newDomain, writeSambaConfig } from './provision-domain.ts'
import { restrictEntries } from './delegate-rights.ts'
import { freeAddress } from './free-address.ts'
import { loadDomain, type SambaLoad } from './load-domain.ts'
import { sambaTools, type SambaTools } from './samba-tools.ts'

/** A private domain controller of an Active Directory domain on a loopback address of its own. */
export interface Samba extends SambaTools {
  ldapUrl: string
  ldapsUrl: string
  suffix: string
  usersBase: string
  groupsBase: string
  adminDn: string
  adminPassword: string
  /** An account with the rights of docs/active-directory.md, and no others: its DN, its user principal name, its password. */
  serviceDn: string
  serviceName: string
  servicePassword: string
  /** As in `user@example.test`. */
  domain: string
  /** As in `EXAMPLE\user`. */
  netbios: string
  caPem: string
  /**
   * Replaces who may do what with these entries: administrators everything, others what these access control entries say
   * (MS-DTYP §2.5.1.1); nothing is inherited.
   */
  restrict(dns: readonly string[], entries: string): Promise<void>
  /** Ends the server and removes its data. */
  stop(): Promise<void>
}

/**
 * Starts a private Samba AD domain controller, with nothing in its units unless told otherwise. Needs Samba
 * (`installSystemPackages`) and root.
 */
export async function startSamba({ load = 'none' }: { load?: SambaLoad } = {}): Promise<Samba> {
  const [authority, directory, address] = await Promise.all([
    certificateAuthority(),
    newDomain(),
    freeAddress(),
  ])
  await loadDomain(directory, load)
  const certificate = await serverCertificate('valid', address)
  const config = await writeSambaConfig(directory, address, certificate, authority.certificateFile)
  const tools = sambaTools(address, authority.certificateFile)
  const server = await startServerProcess('samba', ['-i', '-M', 'single', '-s', config], () =>
    tools.answers(),
  )
  return {
    ldapUrl: `ldap://${address}`,
    ldapsUrl: `ldaps://${address}`,
    suffix: domain.suffix,
    usersBase: `OU=users,${domain.suffix}`,
    groupsBase: `OU=groups,${domain.suffix}`,
    adminDn: domain.adminDn,
    adminPassword: domain.adminPassword,
    serviceDn: domain.serviceDn,
    serviceName: domain.serviceName,
    servicePassword: domain.servicePassword,
    domain: domain.dns,
    netbios: domain.netbios,
    caPem: authority.certificatePem,
    ...tools,
    restrict: (dns, entries) => restrictEntries(directory, dns, entries),
    stop: async () => {
      await server.end('SIGKILL')
      await rm(directory, { recursive: true, force: true })
    },
  }
}
