import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { hasEnded, killWithUs } from '../process/reaper.ts'
import { sharedPostgres } from '../postgres/databases.ts'
import { temporaryDirectory } from '../process/temp-directory.ts'
import { makeAdmin, type Admin } from './make-admin.ts'
import { root } from '../workspace.ts'
import launch from '../../bin/server-launch.json' with { type: 'json' }

/** The real server as a child process, on data of its own, to which nobody can sign in yet. */
export interface NewServer {
  url: string
  /** Where the first admin is made. */
  setUpLink: string
  /** Its data directory. */
  data: string
  /** The exit code, once it has ended; null when a signal ended it. */
  ended: Promise<number | null>
  /** Ends it in order and removes its data. */
  stop(): Promise<void>
}

export interface RunningServer extends NewServer {
  /** Made by its set-up link; `adminHeaders` sends requests as them. */
  admin: Admin
}

const startupMs = 60_000
const shutdownMs = 10_000

/** Starts the server as `startNewServer` does, and makes an admin. */
export async function startServer(postgres = sharedPostgres()): Promise<RunningServer> {
  const server = await startNewServer(postgres)
  return { ...server, admin: await makeAdmin(server.setUpLink) }
}

/**
 * Starts the server on a new data directory and a port that it finds itself; resolves once it listens. On a PostgreSQL it
 * has a new database there, and the embedded one otherwise: never what DATABASE_URL says, which may hold real accounts.
 * @param more flags, which go before the usual ones
 */
export async function startNewServer(
  postgres = sharedPostgres(),
  more: readonly string[] = [],
): Promise<NewServer> {
  const dataDirectory = await temporaryDirectory('demo')
  const database = basename(dataDirectory)
  await postgres?.createDatabase(database)
  // Its directories are on this machine.
  const flags = ['--data-dir', dataDirectory, '--port', '0', '--allow-network', '127.0.0.0/8,::1']
  const program = [...launch.flags, join(root, 'apps/bff/src/server.ts'), ...flags, ...more]
  const child = spawn(process.execPath, program, {
    cwd: root,
    env: { ...launch.env, ...process.env, DATABASE_URL: postgres?.urlOf(database) ?? '' },
    // Its start message tells the port, and would be a second URL to choose from; its log stays.
    stdio: ['ignore', 'pipe', 'inherit'],
    // A group of its own: Ctrl-C is for us, and we stop the server in order.
    detached: true,
  })
  const ended = once(child, 'exit').then(() => child.exitCode)
  await once(child, 'spawn')
  const { pid } = child
  if (pid !== undefined) {
    killWithUs(pid)
    void ended.then(() => hasEnded(pid))
  }
  const stop = async () => {
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), shutdownMs)
    await ended
    clearTimeout(timer)
    await rm(dataDirectory, { recursive: true, force: true })
    await postgres?.dropDatabase(database)
  }
  const slow = setTimeout(() => child.kill('SIGKILL'), startupMs)
  const link = await setUpLink(child.stdout)
  clearTimeout(slow)
  if (link !== undefined)
    return { url: new URL(link).origin, setUpLink: link, data: dataDirectory, ended, stop }
  await stop()
  throw new Error('The server did not become ready; its own words are above.')
}

/** The set-up link of a server that has nobody yet, and listens once it says it; undefined when it ends without a word. */
export async function setUpLink(output: Readable): Promise<string | undefined> {
  let link: string | undefined
  for await (const line of createInterface({ input: output })) {
    link = /^Make the first admin at (\S+)$/.exec(line)?.[1]
    if (link !== undefined) break
  }
  // Nobody reads on, and a full pipe would hold the server up.
  output.resume()
  return link
}
