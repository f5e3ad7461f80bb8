import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { hasEnded, killWithUs } from './reaper.ts'
import { toolEnvironment } from './run-command.ts'

/** PostgreSQL waits for its clients on SIGTERM, and sends them away on SIGINT. */
type EndSignal = 'SIGTERM' | 'SIGINT' | 'SIGKILL'

/** A running server. */
export interface ServerProcess {
  pid: number
  /** Ends it with the signal and waits until it is gone; a server that ignores it for 5 s is killed. */
  end(signal: EndSignal): Promise<void>
}

const startupMs = 15_000
const shutdownMs = 5_000

/**
 * Starts a server and resolves once it answers; rejects with its own words when it ends first, for example because a
 * port was taken.
 */
export async function startServerProcess(
  command: string,
  args: readonly string[],
  answers: () => Promise<boolean>,
): Promise<ServerProcess> {
  const child = spawn(command, args, {
    env: toolEnvironment(),
    // Some end with their input, so it stays open.
    stdio: ['pipe', 'ignore', 'pipe'],
    // Out of the terminal's group: Ctrl-C is for us, and we stop the server in order.
    detached: true,
  })
  // A forgotten server must not keep its owner alive; the reaper ends it with us.
  child.unref()
  for (const stream of [child.stdin, child.stderr]) if (stream instanceof Socket) stream.unref()
  const words: string[] = []
  child.stderr.on('data', (chunk: Buffer) => words.push(chunk.toString()))
  await once(child, 'spawn')
  const pid = child.pid
  if (pid === undefined) throw new Error(`${command} did not start`)
  killWithUs(pid)
  child.on('exit', () => hasEnded(pid))
  const running: ServerProcess = { pid, end: (signal) => endProcess(child, signal) }
  const deadline = Date.now() + startupMs
  while (!(await answers())) {
    if (isOver(child)) throw new Error(`${command} ended at once: ${words.join('').trim()}`)
    if (Date.now() > deadline) {
      await running.end('SIGKILL')
      throw new Error(`${command} did not listen within ${startupMs} ms: ${words.join('').trim()}`)
    }
    await delay(10)
  }
  return running
}

function isOver(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

async function endProcess(child: ChildProcess, signal: EndSignal): Promise<void> {
  if (isOver(child)) return
  child.ref()
  const over = once(child, 'exit')
  child.kill(signal)
  const timer = setTimeout(() => child.kill('SIGKILL'), shutdownMs)
  await over
  clearTimeout(timer)
}
