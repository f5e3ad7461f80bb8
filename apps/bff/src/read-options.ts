import type { DataPlace } from '@bindery/engine'
import { parseArgs } from 'node:util'
import { readNetworks } from './read-networks.ts'
import { StartError } from './start-error.ts'

/** @param commands a line for each of them */
export const help = (commands: string) => `Bindery: the settings console for LDAP and Active Directory

${commands}
  --data-dir <directory>  where Bindery keeps its data       BINDERY_DATA_DIR   ./bindery-data
  --host <address>        loopback address to listen on      BINDERY_HOST       127.0.0.1
  --port <number>         port to listen on; 0: a free one   BINDERY_PORT       8420
  --allow-network <CIDR,…>
                          networks of this machine, its link or a cloud's metadata that directories
                          may be in all the same             BINDERY_ALLOW_NETWORKS
  --help                  this text

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
  readonly host: string
  readonly port: number
  /** Addresses and CIDR networks where directories may be although they seldom are. */
  readonly allowNetworks: readonly string[]
  readonly logLevel: string
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
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
 * @throws StartError on an unknown flag, a second command, a port that is none, or an address that is not loopback
 */
export function readOptions(argv: readonly string[], environment: Environment): ServerOptions | 'help' {
  const { values: flags, positionals } = parseFlags(argv)
  const [command = 'serve', second] = positionals
  if (flags.help) return 'help'
  if (second !== undefined)
    throw new StartError(`"${second}" is one command too many after "${command}".\nSee --help.`)
  const host = flags.host ?? environment['BINDERY_HOST'] ?? '127.0.0.1'
  const portText = flags.port ?? environment['BINDERY_PORT'] ?? '8420'
  const logLevel = environment['BINDERY_LOG_LEVEL'] ?? 'warn'
  const databaseUrl = environment['DATABASE_URL']
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : Number.NaN

  if (databaseUrl && !/^postgres(ql)?:$/.test(URL.parse(databaseUrl)?.protocol ?? ''))
    throw new StartError(
      'DATABASE_URL is not an address: give one like postgres://user:password@host:5432/database',
    )
  if (!(port <= 65_535)) throw new StartError(`"${portText}" is not a port: give a number from 0 to 65535`)
  if (!logLevels.includes(logLevel))
    throw new StartError(`BINDERY_LOG_LEVEL is "${logLevel}": give one of ${logLevels.join(', ')}`)
  if (!isLoopback(host))
    throw new StartError(
      `Bindery does not listen on ${host}: it has no sign-in yet, so whoever reached it could change every` +
        ` account.\nListen on 127.0.0.1 (the default) and come in through an SSH tunnel:` +
        ` ssh -L ${port}:127.0.0.1:${port} <this machine>, then open http://127.0.0.1:${port}`,
    )
  return {
    command,
    ...(databaseUrl && { databaseUrl }),
    ...readKeySource(environment),
    dataDir: flags['data-dir'] ?? environment['BINDERY_DATA_DIR'] ?? './bindery-data',
    host,
    port,
    allowNetworks: readNetworks(
      '--allow-network',
      flags['allow-network'] ?? environment['BINDERY_ALLOW_NETWORKS'] ?? '',
    ),
    logLevel,
  }
}
