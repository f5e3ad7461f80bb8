import { rm, writeFile } from 'node:fs/promises'
import { freePort } from '../process/free-port.ts'
import { mustRun, runCommand } from '../process/run-command.ts'
import { startServerProcess, type ServerProcess } from '../process/server-process.ts'
import { temporaryDirectory } from '../process/temp-directory.ts'
import { databasesOn, program, type Databases } from './databases.ts'

/** A private PostgreSQL on loopback, ordered by a language as most are, and in haste: it does not wait for the disk. */
export interface Postgres extends Databases {
  /** Of the database that every PostgreSQL has, password included. */
  readonly url: string
  /** Ends the server but keeps data and port. */
  stopServer(): Promise<void>
  startServer(): Promise<void>
  /** Ends the server and removes its data. */
  stop(): Promise<void>
}

const user = 'bindery'
const password = 'S3cret/of the@database'
const attempts = 5

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: '200',
  shared_buffers: '64MB',
}

/**
 * Starts a private PostgreSQL; `more` are settings of its own. Needs postgresql (`installSystemPackages`); as root it
 * runs as the user postgres.
 */
export async function startPostgres(more: Readonly<Record<string, string>> = {}): Promise<Postgres> {
  const directory = await temporaryDirectory('postgres')
  const data = `${directory}/data`
  const passwordFile = `${directory}/password`
  await writeFile(passwordFile, password)
  // It refuses to run as root.
  const become =
    process.getuid?.() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : []
  if (become.length > 0) await mustRun('chown', ['-R', 'postgres:postgres', directory])
  const [initdb, ...initArgs] = [...become, program('initdb')]
  const language = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en']
  const access = ['--auth=password', `--username=${user}`, `--pwfile=${passwordFile}`]
  await mustRun(initdb, [...initArgs, '--no-sync', '-D', data, ...language, ...access])

  const startOn = (port: number): Promise<ServerProcess> => {
    const all = Object.entries({ ...settings, ...more, port }).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ])
    const [command = '', ...args] = [...become, program('postgres'), '-D', data, ...all]
    return startServerProcess(command, args, async () => {
      const ready = await runCommand(program('pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)])
      return ready.code === 0
    })
  }
  const [port, first] = await startOnFreePort(startOn)
  let server: ServerProcess | undefined = first
  const end = async () => {
    await server?.end('SIGINT')
    server = undefined
  }
  const url = `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`
  return {
    url,
    ...databasesOn(url),
    stopServer: end,
    startServer: async () => {
      server ??= await startOn(port)
    },
    stop: async () => {
      await end()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function startOnFreePort(
  startOn: (port: number) => Promise<ServerProcess>,
): Promise<[number, ServerProcess]> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    try {
      return [port, await startOn(port)]
    } catch (error) {
      // Another process may have taken the port since we looked.
      if (attempt === attempts) throw error
    }
  }
}
