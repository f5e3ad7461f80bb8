import { endpoints, type Endpoint, type EndpointName } from '@bindery/contract'
import { setUpLink, sharedPostgres } from '@bindery/testbed'
import launch from '@bindery/testbed/server-launch.json' with { type: 'json' }
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Haystack } from './find-secret.ts'

interface Asked {
  readonly id?: number
  readonly query?: Record<string, string>
  readonly body?: unknown
  readonly ifMatch?: number
  /** An API token, in the place of the session. */
  readonly bearer?: string
}

/** The real server on data of its own, as talkative as it can be; keeps all that it says and answers. */
export async function startWatchedServer(environment: Record<string, string>) {
  const dataDir = await mkdtemp(join(tmpdir(), 'bindery-watched-'))
  const postgres = sharedPostgres()
  const database = basename(dataDir)
  await postgres?.createDatabase(database)
  const program = fileURLToPath(new URL('../src/server.ts', import.meta.url))
  const log: Buffer[] = []
  const start = (args: readonly string[], more: Record<string, string>) => {
    const started = spawn(process.execPath, [...launch.flags, program, '--data-dir', dataDir, ...args], {
      env: {
        ...launch.env,
        ...process.env,
        DATABASE_URL: postgres?.urlOf(database) ?? '',
        BINDERY_LOG_LEVEL: 'trace',
        ...more,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    started.stderr.on('data', (some: Buffer) => log.push(some))
    return started
  }
  const child = start(['--port', '0', '--allow-network', '127.0.0.0/8,::1'], environment)
  const exit = once(child, 'exit')
  const link = await setUpLink(child.stdout)
  if (link === undefined) throw new Error(`The server did not start: ${Buffer.concat(log).toString()}`)
  const { origin, hash } = new URL(link)
  const answers: Haystack[] = []
  let cookie = ''
  const sessionSecrets = new Set<string>()

  /** What the server answers to the console; its answer is kept, headers and all. */
  async function send(method: string, path: string, { body, ifMatch, query, bearer }: Asked = {}) {
    const response = await fetch(`${origin}${path}?${new URLSearchParams(query).toString()}`, {
      method,
      redirect: 'manual',
      headers: {
        origin,
        ...(bearer === undefined ? { cookie } : { authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    const headers = [...response.headers].map(([name, value]) => `${name}: ${value}\n`).join('')
    const name = `the answer ${response.status} to ${method} ${path} (${answers.length})`
    answers.push({ name, bytes: Buffer.concat([Buffer.from(headers), bytes]) })
    const set = response.headers.getSetCookie().find((one) => one.startsWith('__Host-bindery='))
    if (set !== undefined) cookie = set.split(';', 1)[0] ?? ''
    const [, secret = ''] = cookie.split('=')
    if (secret !== '') sessionSecrets.add(secret)
    return { status: response.status, text: bytes.toString() }
  }

  /** As `send`, to an endpoint. */
  function ask(name: EndpointName, { id = 0, ...asked }: Asked = {}) {
    const { method, path }: Endpoint = endpoints[name]
    return send(method, path.replace(':id', String(id)), asked)
  }

  /** Everything on disk and in the database, except the key file. */
  async function stored(): Promise<Haystack[]> {
    const files = (await readdir(dataDir, { recursive: true })).filter((file) => file !== 'bindery.key')
    const haystacks = await Promise.all(
      files.map(async (file) => ({ name: file, bytes: await readFile(join(dataDir, file)) })),
    )
    const dump = postgres
      ? await postgres.dumpDatabase(database)
      : dumpSqlite(join(dataDir, 'bindery.sqlite'))
    return [...haystacks, { name: 'the database', bytes: Buffer.from(dump) }]
  }

  return {
    setUpToken: hash.slice(1),
    send,
    ask,
    stored,
    answers,
    /** Of all sessions that it opened. */
    sessionSecrets,
    log: (): Haystack => ({ name: 'the log', bytes: Buffer.concat(log) }),
    /** Runs a command on its data, once it has ended. Returns what that says. */
    run: async (command: string, more: Record<string, string>) => {
      const out = await text(start([command], more).stdout)
      answers.push({ name: `what ${command} says`, bytes: Buffer.from(out) })
      return out
    },
    /** Ends the server; its data stays until `remove`. */
    stop: async () => {
      child.kill('SIGTERM')
      await exit
    },
    remove: async () => {
      child.kill('SIGKILL')
      await exit
      await rm(dataDir, { recursive: true, force: true })
      await postgres?.dropDatabase(database)
    },
  }
}

/** All values of all rows: in the file, a long one is in pieces. */
function dumpSqlite(file: string): string {
  const database = new DatabaseSync(file, { readOnly: true })
  const tables = database.prepare(`select name from sqlite_schema where type = 'table'`).all()
  const rows = tables.flatMap(({ name }) => database.prepare(`select * from "${String(name)}"`).all())
  database.close()
  return rows.flatMap((row) => Object.values(row).map(String)).join('\n')
}
