import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mustRun } from '../process/run-command.ts'
import { temporaryDirectory } from '../process/temp-directory.ts'
import type { KeyPair } from '../slapd/certificates.ts'
import { delegateRights } from './delegate-rights.ts'
import { addTree } from './load-domain.ts'
import { domain } from './domain.ts'

let pristine: Promise<string> | undefined

/** A directory with a new domain in it, of this process's own: a copy of one that is made once, which takes seconds. */
export async function newDomain(): Promise<string> {
  pristine ??= provision()
  const directory = await temporaryDirectory('samba')
  await mustRun('cp', ['-r', '--sparse=always', `${await pristine}/.`, directory])
  return directory
}

async function provision(): Promise<string> {
  const directory = await temporaryDirectory('samba-pristine')
  await mustRun('samba-tool', [
    'domain',
    'provision',
    `--targetdir=${directory}`,
    `--realm=${domain.realm}`,
    `--domain=${domain.netbios}`,
    '--host-name=dc1',
    '--host-ip=127.0.0.1',
    `--adminpass=${domain.adminPassword}`,
    '--server-role=dc',
    '--use-rfc2307',
    '--dns-backend=NONE',
  ])
  await addTree(directory)
  await delegateRights(directory)
  return directory
}

/** Writes the configuration of a domain controller that serves LDAP on this address alone, and nothing else. */
export async function writeSambaConfig(
  directory: string,
  address: string,
  certificate: KeyPair,
  authorityFile: string,
): Promise<string> {
  const file = join(directory, 'smb.conf')
  // Samba refuses a key that others may read.
  const keyFile = join(directory, 'tls.key')
  await writeFile(keyFile, await readFile(certificate.keyFile), { mode: 0o600 })
  await writeFile(
    file,
    `[global]
netbios name = DC1
realm = ${domain.realm}
workgroup = ${domain.netbios}
server role = active directory domain controller
server services = ldap
dcerpc endpoint servers = none
bind interfaces only = yes
interfaces = ${address}/8
private dir = ${directory}/private
state directory = ${directory}/state
cache directory = ${directory}/cache
lock directory = ${directory}
binddns dir = ${directory}/bind-dns
pid directory = ${directory}
ncalrpc dir = ${directory}/ncalrpc
log file = ${directory}/log
log level = 0
tls enabled = yes
tls keyfile = ${keyFile}
tls certfile = ${certificate.certificateFile}
tls cafile = ${authorityFile}
ldap server require strong auth = no
`,
  )
  return file
}
