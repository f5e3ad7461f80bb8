import { makeAdmin, setUpLink } from '@bindery/testbed'
import launch from '@bindery/testbed/server-launch.json' with { type: 'json' }
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The workspace's folder, with a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url))
const program = `${root}apps/bff/src/server.ts`

/** A Bindery server in a process of its own, on new data. */
export interface MeasuredServer {
  readonly url: string
  /** The most memory the whole process ever held, in MB (VmHWM of Linux). */
  peakMegabytes(): Promise<number>
  /** Seconds of processor time so far, all threads: what a busy machine does not distort. */
  processorSeconds(): Promise<number>
  stop(): Promise<void>
}

export type StartServer = (flags?: readonly string[]) => Promise<MeasuredServer>

/**
 * Starts the server that ships, as `npm run start` does, on SQLite or on the PostgreSQL database of this URL; flags go
 * to Node. Linux only: the memory is read from /proc.
 */
export async function startMeasuredServer(
  databaseUrl: string | undefined,
  flags: readonly string[] = [],
): Promise<MeasuredServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bindery-bench-'))
  // Its directories are on this machine.
  const own = ['--data-dir', dataDir, '--port', '0', '--allow-network', '127.0.0.0/8,::1']
  const started = [...launch.flags, ...flags, program, ...own]
  const child = spawn(process.execPath, started, {
    cwd: root,
    env: { ...launch.env, BINDERY_LOG_LEVEL: 'error', ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const killWithUs = () => void child.kill('SIGKILL')
  process.once('exit', killWithUs)
  const link = await setUpLink(child.stdout)
  if (link === undefined) throw new Error('The server ended; its own words are above.')
  await makeAdmin(link)
  const url = new URL(link).origin
  return {
    url,
    peakMegabytes: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
      return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024
    },
    processorSeconds: async () => {
      const stat = await readFile(`/proc/${child.pid}/stat`, 'utf8')
      // After the program's name in parentheses; utime and stime are fields 14 and 15, in ticks of 10 ms.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return (Number(fields[11]) + Number(fields[12])) / 100
    },
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      process.off('exit', killWithUs)
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
