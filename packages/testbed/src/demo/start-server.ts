import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { hasEnded, killWithUs } from '../process/reaper.ts'
import { sharedPostgres } from '../postgres/databases.ts'
import { temporaryDirectory } from '../process/temp-directory.ts'
import { root } from '../workspace.ts'
import launch from '../../bin/server-launch.json' with { type: 'json' }

/** The real server as a child process, on data of its own. */
export interface RunningServer {
  url: string
  /** The exit code, once it has ended; null when a signal ended it. */
  ended: Promise<number | null>
  /** Ends it in order and removes its data. */
  stop(): Promise<void>
}

const startupMs = 60_000
const shutdownMs = 10_000

/**
 * Starts the server on a new data directory and a port that it finds itself; resolves once it listens. On a PostgreSQL it
 * has a new database there, and the embedded one otherwise: never what DATABASE_URL says, which may hold real accounts.
 */
export async function startServer(postgres = sharedPostgres()): Promise<RunningServer> {
  const dataDirectory = await temporaryDirectory('demo')
  const database = basename(dataDirectory)
  await postgres?.createDatabase(database)
  // Its directories are on this machine.
  const flags = ['--data-dir', dataDirectory, '--port', '0', '--allow-network', '127.0.0.0/8,::1']
  const program = [...launch.flags, join(root, 'apps/bff/src/server.ts'), ...flags]
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
  const url = await toldUrl(child.stdout)
  clearTimeout(slow)
  if (url !== undefined) return { url, ended, stop }
  await stop()
  throw new Error('The server did not become ready; its own words are above.')
}

/** The URL that the server says it listens on; undefined when it ends without a word. */
async function toldUrl(output: Readable): Promise<string | undefined> {
  let url: string | undefined
  for await (const line of createInterface({ input: output })) {
    url = /^Bindery listens on (\S+)$/.exec(line)?.[1]
    if (url !== undefined) break
  }
  // Nobody reads on, and a full pipe would hold the server up.
  output.resume()
  return url
}
