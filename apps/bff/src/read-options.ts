import type { DataPlace } from '@bindery/engine'
import { parseArgs } from 'node:util'
import { readNetworks } from './read-networks.ts'
import { readReach } from './read-reach.ts'
import { StartError } from './start-error.ts'
import type { TlsPaths } from './tls-files.ts'

/** @param commands a line for each of them */
export const help = (commands: string) => `Bindery: the settings console for LDAP and Active Directory

${commands}
  --data-dir <directory>    where Bindery keeps its data      BINDERY_DATA_DIR        ./bindery-data
  --host <address>          address to listen on              BINDERY_HOST            127.0.0.1
  --port <number>           port to listen on; 0: a free one  BINDERY_PORT            8420
  --tls-cert <file>         certificate, then its chain; PEM  BINDERY_TLS_CERT        none: HTTP
  --tls-key <file>          its private key; PEM              BINDERY_TLS_KEY         none: HTTP
  --trusted-proxy <CIDR,…>  reverse proxies, to believe what  BINDERY_TRUSTED_PROXY   none
                            they forward (X-Forwarded-…)
  --public-url <URL>        the address that browsers open    BINDERY_PUBLIC_URL      loopback
  --allow-network <CIDR,…>  let directories be on this        BINDERY_ALLOW_NETWORKS  none
                            machine, its link or the like
  --help                    this text

Beyond loopback Bindery listens only with TLS or behind a trusted proxy, with a public URL, and once there is an
admin. Certificate and key are read again when their files change.

DATABASE_URL (postgres://user:password@host:5432/database) keeps the data in that PostgreSQL database instead of
a file in the data directory, which still holds the key file.

BINDERY_KEY (the text of a key file) or BINDERY_KEY_FILE (the path of one that Bindery only reads) take the place of
the key file in the data directory. docs/keys.md tells of keys, their backup and their rotation.

A flag goes before its environment variable. BINDERY_LOG_LEVEL (silent, error, warn, info, debug) says how
much is logged to the standard error; warn is the default, info has every request.
`

type Environment = Readonly<Record<string, string | undefined>>

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']

/** How the server was asked to start. */
export interface ServerOptions extends DataPlace {
  /** What to do: the name of a command. */
  readonly command: string
  /** What comes after its name. */
  readonly argument?: string
  readonly host: string
  readonly port: number
  /** Files to serve HTTPS by; absent: HTTP. */
  readonly tls?: TlsPaths
  /** Addresses and CIDR networks of proxies whose X-Forwarded headers are believed. */
  readonly trustedProxies: readonly string[]
  /** The origin by which browsers reach it, where that is not a loopback name. */
  readonly publicUrl?: string
  /** Addresses and CIDR networks where directories may be although they seldom are. */
  readonly allowNetworks: readonly string[]
  readonly logLevel: string
}

/** Where the keys are that seal secrets, unless they are in the data directory. */
function readKeySource(environment: Environment): Pick<DataPlace, 'keySource'> {
  const text = environment['BINDERY_KEY']
  const file = environment['BINDERY_KEY_FILE']
  if (text && file)
    throw new StartError(
      'Both BINDERY_KEY and BINDERY_KEY_FILE are set: keep one of them and unset the other',
    )
  if (text) return { keySource: { text } }
  return file ? { keySource: { file } } : {}
}

function parseFlags(argv: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        'data-dir': text,
        host: text,
        port: text,
        'tls-cert': text,
        'tls-key': text,
        'trusted-proxy': text,
        'public-url': text,
        'allow-network': text,
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : String(error)}\nSee --help.`)
  }
}

/**
 * Reads flags, then environment, then defaults.
 * @returns the options, or `help` when that is what was asked for
 * @throws StartError on an unknown flag, more words than a command and its argument, a port that is none, or what
 * `readReach` refuses
 */
export function readOptions(argv: readonly string[], environment: Environment): ServerOptions | 'help' {
  // An empty variable says nothing.
  const said = (name: string) => environment[name] || undefined
  const { values: flags, positionals } = parseFlags(argv)
  const [command = 'serve', argument, second] = positionals
  if (flags.help) return 'help'
  if (second !== undefined)
    throw new StartError(`"${second}" is one word too many after "${command} ${argument}".\nSee --help.`)
  const host = flags.host ?? said('BINDERY_HOST') ?? '127.0.0.1'
  const portText = flags.port ?? said('BINDERY_PORT') ?? '8420'
  const logLevel = said('BINDERY_LOG_LEVEL') ?? 'warn'
  const databaseUrl = environment['DATABASE_URL']
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : Number.NaN

  if (databaseUrl && !/^postgres(ql)?:$/.test(URL.parse(databaseUrl)?.protocol ?? ''))
    throw new StartError(
      'DATABASE_URL is not an address: give one like postgres://user:password@host:5432/database',
    )
  if (!(port <= 65_535)) throw new StartError(`"${portText}" is not a port: give a number from 0 to 65535`)
  if (!logLevels.includes(logLevel))
    throw new StartError(`BINDERY_LOG_LEVEL is "${logLevel}": give one of ${logLevels.join(', ')}`)
  if (host === '') throw new StartError('--host is empty: give an address, like 127.0.0.1')
  return {
    command,
    ...(argument !== undefined && { argument }),
    ...(databaseUrl && { databaseUrl }),
    ...readKeySource(environment),
    dataDir: flags['data-dir'] ?? said('BINDERY_DATA_DIR') ?? './bindery-data',
    host,
    port,
    ...readReach({
      certificate: flags['tls-cert'] ?? said('BINDERY_TLS_CERT'),
      key: flags['tls-key'] ?? said('BINDERY_TLS_KEY'),
      proxies: flags['trusted-proxy'] ?? said('BINDERY_TRUSTED_PROXY'),
      publicUrl: flags['public-url'] ?? said('BINDERY_PUBLIC_URL'),
    }),
    allowNetworks: readNetworks(
      '--allow-network',
      flags['allow-network'] ?? said('BINDERY_ALLOW_NETWORKS') ?? '',
    ),
    logLevel,
  }
}
