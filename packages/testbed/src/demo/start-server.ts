import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { hasEnded, killWithUs } from '../process/reaper.ts'
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

/** Starts the server on this port and a new data directory; resolves once `/readyz` says so. */
export async function startServer(port: number): Promise<RunningServer> {
  const dataDirectory = await temporaryDirectory('demo')
  const flags = ['--data-dir', dataDirectory, '--port', String(port)]
  const program = [...launch.flags, join(root, 'apps/bff/src/server.ts'), ...flags]
  const child = spawn(process.execPath, program, {
    cwd: root,
    env: { ...launch.env, ...process.env },
    // Its start message would be a second URL to choose from; its log stays.
    stdio: ['ignore', 'ignore', 'inherit'],
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
  }
  const url = `http://127.0.0.1:${port}`
  const over = () => child.exitCode !== null || child.signalCode !== null
  const deadline = Date.now() + startupMs
  while (!(await isReady(url))) {
    if (over() || Date.now() > deadline) {
      await stop()
      throw new Error('The server did not become ready; its own words are above.')
    }
    await delay(100)
  }
  return { url, ended, stop }
}

function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    (response) => response.ok,
    () => false,
  )
}
