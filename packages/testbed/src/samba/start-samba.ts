import { rm } from 'node:fs/promises'
import { startServerProcess } from '../process/server-process.ts'
import { certificateAuthority, serverCertificate } from '../slapd/certificates.ts'
import { domain, newDomain, writeSambaConfig } from './provision-domain.ts'
import { freeAddress } from './free-address.ts'
import { sambaTools, type SambaTools } from './samba-tools.ts'

/** A private domain controller of an Active Directory domain on a loopback address of its own. */
export interface Samba extends SambaTools {
  ldapUrl: string
  ldapsUrl: string
  suffix: string
  /** Empty to begin with. */
  usersBase: string
  groupsBase: string
  adminDn: string
  adminPassword: string
  /** As in `user@example.test`. */
  domain: string
  /** As in `EXAMPLE\user`. */
  netbios: string
  caPem: string
  /** Ends the server and removes its data. */
  stop(): Promise<void>
}

/** Starts a private Samba AD domain controller. Needs Samba (`installSystemPackages`) and root. */
export async function startSamba(): Promise<Samba> {
  const [authority, directory, address] = await Promise.all([
    certificateAuthority(),
    newDomain(),
    freeAddress(),
  ])
  const certificate = await serverCertificate('valid', address)
  const config = await writeSambaConfig(directory, address, certificate, authority.certificateFile)
  const tools = sambaTools(address, authority.certificateFile)
  const server = await startServerProcess('samba', ['-i', '-M', 'single', '-s', config], () =>
    tools.answers(),
  )
  const [usersBase, groupsBase] = [`OU=users,${domain.suffix}`, `OU=groups,${domain.suffix}`]
  for (const dn of [usersBase, groupsBase])
    await tools.modify(`dn: ${dn}\nobjectClass: organizationalUnit\n\n`)
  return {
    ldapUrl: `ldap://${address}`,
    ldapsUrl: `ldaps://${address}`,
    suffix: domain.suffix,
    usersBase,
    groupsBase,
    adminDn: domain.adminDn,
    adminPassword: domain.adminPassword,
    domain: domain.dns,
    netbios: domain.netbios,
    caPem: authority.certificatePem,
    ...tools,
    stop: async () => {
      await server.end('SIGKILL')
      await rm(directory, { recursive: true, force: true })
    },
  }
}
