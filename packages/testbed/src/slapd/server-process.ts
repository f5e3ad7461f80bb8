import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect, Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { hasEnded, killWithUs } from '../process/reaper.ts'
import { toolEnvironment } from '../process/run-command.ts'

/** Where one server listens: two loopback ports and a private socket. */
export interface Listeners {
  port: number
  tlsPort: number
  socketPath: string
}

/** A running slapd. */
export interface ServerProcess {
  pid: number
  /** Ends it with the signal and waits until it is gone; a server that ignores SIGTERM for 5 s is killed. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

const startupMs = 15_000
const shutdownMs = 5_000

/** The ldapi URL of a socket path. */
export function socketUrl(socketPath: string): string {
  return `ldapi://${encodeURIComponent(socketPath)}`
}

/**
 * Starts slapd and resolves once it listens; rejects with slapd's own words when it ends first, for example because
 * a port was taken.
 */
export async function startServerProcess(configDirectory: string, on: Listeners): Promise<ServerProcess> {
  // The socket comes last: once it answers, both ports are ours, and not some other server's.
  const urls = `ldap://127.0.0.1:${on.port}/ ldaps://127.0.0.1:${on.tlsPort}/ ${socketUrl(on.socketPath)}`
  const child = spawn('slapd', ['-d', '0', '-F', configDirectory, '-h', urls], {
    env: toolEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    // Out of the terminal's group: Ctrl-C is for us, and we stop the server in order.
    detached: true,
  })
  // A forgotten server must not keep its owner alive; the reaper ends it with us.
  child.unref()
  if (child.stderr instanceof Socket) child.stderr.unref()
  const words: string[] = []
  child.stderr.on('data', (chunk: Buffer) => words.push(chunk.toString()))
  await once(child, 'spawn')
  const pid = child.pid
  if (pid === undefined) throw new Error('slapd did not start')
  killWithUs(pid)
  child.on('exit', () => hasEnded(pid))
  const running: ServerProcess = { pid, end: (signal) => endProcess(child, signal) }
  const deadline = Date.now() + startupMs
  while (!(await answers(on.socketPath))) {
    if (isOver(child)) throw new Error(`slapd ended at once: ${words.join('').trim()}`)
    if (Date.now() > deadline) {
      await running.end('SIGKILL')
      throw new Error(`slapd did not listen within ${startupMs} ms: ${words.join('').trim()}`)
    }
    await delay(10)
  }
  return running
}

function isOver(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

async function endProcess(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (isOver(child)) return
  child.ref()
  const over = once(child, 'exit')
  child.kill(signal)
  const timer = setTimeout(() => child.kill('SIGKILL'), shutdownMs)
  await over
  clearTimeout(timer)
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath)
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
