import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { runVisibly } from '../process/run-visibly.ts'
import { root } from '../workspace.ts'

const sources = ['apps/console', 'packages/contract/src', 'pnpm-lock.yaml']
const built = 'apps/console/dist/index.html'

/** Builds the console when there is no build or a source is newer; throws when the build fails. */
export async function buildConsoleIfStale(): Promise<void> {
  const times = await Promise.all(sources.map((path) => newest(join(root, path))))
  if ((await changedAt(join(root, built))) >= Math.max(...times)) return
  process.stderr.write('Building the console…\n')
  // Whatever starts it, a test among others, the build is the one that ships: React has another for development.
  const env = { NODE_ENV: 'production' }
  const code = await runVisibly('vite', ['build', 'apps/console', '--logLevel', 'warn'], env)
  if (code !== 0) throw new Error('The console could not be built; vite says why above.')
}

/** Milliseconds of the newest file under a path, builds and installed packages apart; 0 when there is none. */
async function newest(path: string): Promise<number> {
  const state = await stat(path)
  if (!state.isDirectory()) return state.mtimeMs
  const names = (await readdir(path)).filter((name) => name !== 'dist' && name !== 'node_modules')
  return Math.max(0, ...(await Promise.all(names.map((name) => newest(join(path, name))))))
}

async function changedAt(file: string): Promise<number> {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )
}
