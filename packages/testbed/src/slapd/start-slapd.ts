import { rm } from 'node:fs/promises'
import { freePort } from '../process/free-port.ts'
import { freeze } from '../process/freeze.ts'
import { mustRun } from '../process/run-command.ts'
import { certificateAuthority, clientCertificate, type ServerCertificateKind } from './certificates.ts'
import { createTools, type SlapdTools } from './ldap-tools.ts'
import { prepareData, type SlapdLoad } from './prepare-data.ts'
import { rebuildData, type Rebuilt } from './rebuild-data.ts'
import type { ServerProcess } from '../process/server-process.ts'
import { startSlapdProcess, type Listeners } from './slapd-process.ts'
import { names } from './write-config.ts'

/** What kind of server to start; everything has a default. */
export interface SlapdOptions {
  /** The entries it starts with; default `none`: only the empty tree. */
  load?: SlapdLoad
  certificate?: ServerCertificateKind
  /** ldaps and StartTLS then refuse clients without a certificate of our authority. */
  requireClientCertificate?: boolean
  /** Attributes the unique overlay guards; default `uid`. */
  unique?: readonly string[]
  /** Whether the syncprov overlay is on, which tells what changed; default true. */
  syncProvider?: boolean
  /** Whether the memberof overlay is there, without which nobody knows `memberOf`; default true. */
  memberOf?: boolean
  /** How many writes it remembers, to name what was deleted; default 10,000, 0: none. */
  sessionLog?: number
  /** How far ahead of ours its clock is; default 0. */
  hoursAhead?: number
}

/** A private OpenLDAP on loopback, with memberof, refint, unique, ppolicy, syncprov and accesslog loaded. */
export interface Slapd extends SlapdTools {
  /** Plain LDAP, with StartTLS on offer. */
  ldapUrl: string
  ldapsUrl: string
  suffix: string
  usersBase: string
  groupsBase: string
  adminDn: string
  adminPassword: string
  /** An account that may read everything but passwords, without size or time limits. */
  readerDn: string
  readerPassword: string
  caFile: string
  caPem: string
  /** A client certificate that the server accepts when it demands one. */
  clientCertificatePem: string
  clientKeyPem: string
  /** Ends the server and removes its data. */
  stop(): Promise<void>
  /** Freezes the server: connections open, nothing is answered. */
  pause(): void
  resume(): void
  /** Ends the server but keeps data, configuration and ports. */
  stopServer(): Promise<void>
  /** Keeps a copy of everything it holds now, for `rewind`. */
  keep(): Promise<void>
  /** Kills the server, goes back to what was kept, and starts it again on the same ports. */
  rewind(): Promise<void>
  /** Sets the server up again from an export of what it holds; these entries, else all, get new stable ids. */
  rebuild(rebuilt?: Rebuilt): Promise<void>
  startServer(): Promise<void>
}

const attempts = 5
const databases = ['main', 'accesslog'] as const

/** Starts a private slapd; see `SlapdOptions`. Needs slapd and ldap-utils (`installSystemPackages`). */
export async function startSlapd(options: SlapdOptions = {}): Promise<Slapd> {
  const [authority, client] = await Promise.all([certificateAuthority(), clientCertificate()])
  const directory = await prepareData(options)
  const socketPath = `${directory}/ldapi`
  const [listeners, first] = await startOnFreePorts(
    `${directory}/slapd.d`,
    socketPath,
    options.hoursAhead ?? 0,
  )
  let server: ServerProcess | undefined = first
  const resume = () => {
    if (server !== undefined) process.kill(server.pid, 'SIGCONT')
  }
  const end = async (how: 'SIGTERM' | 'SIGKILL') => {
    resume()
    await server?.end(how)
    server = undefined
  }
  const start = async () => {
    server ??= await startSlapdProcess(`${directory}/slapd.d`, listeners)
  }
  return {
    ldapUrl: `ldap://127.0.0.1:${listeners.port}`,
    ldapsUrl: `ldaps://127.0.0.1:${listeners.tlsPort}`,
    suffix: names.suffix,
    usersBase: `ou=users,${names.suffix}`,
    groupsBase: `ou=groups,${names.suffix}`,
    adminDn: names.adminDn,
    adminPassword: names.adminPassword,
    readerDn: names.readerDn,
    readerPassword: names.readerPassword,
    caFile: authority.certificateFile,
    caPem: authority.certificatePem,
    clientCertificatePem: client.certificatePem,
    clientKeyPem: client.keyPem,
    ...createTools(socketPath),
    stop: async () => {
      await end('SIGKILL')
      await rm(directory, { recursive: true, force: true })
    },
    pause: () => {
      if (server !== undefined) freeze(server.pid)
    },
    resume,
    stopServer: () => end('SIGTERM'),
    startServer: start,
    keep: async () => {
      await end('SIGTERM')
      for (const data of databases) await copySparse(`${directory}/${data}`, `${directory}/kept-${data}`)
      await start()
    },
    rewind: async () => {
      await end('SIGKILL')
      for (const data of databases) await copySparse(`${directory}/kept-${data}`, `${directory}/${data}`)
      await start()
    },
    rebuild: async (rebuilt = () => true) => {
      await end('SIGTERM')
      await rebuildData(directory, rebuilt)
      await start()
    },
  }
}

/** mdb files are as large as they may ever get, and mostly holes. */
async function copySparse(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true })
  await mustRun('cp', ['-r', '--sparse=always', from, to])
}

async function startOnFreePorts(
  config: string,
  socketPath: string,
  hoursAhead: number,
): Promise<[Listeners, ServerProcess]> {
  for (let attempt = 1; ; attempt++) {
    const [port, tlsPort] = await Promise.all([freePort(), freePort()])
    const listeners = { port, tlsPort, socketPath, hoursAhead }
    try {
      return [listeners, await startSlapdProcess(config, listeners)]
    } catch (error) {
      // Another process may have taken a port since we looked.
      if (attempt === attempts) throw error
    }
  }
}
