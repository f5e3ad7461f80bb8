import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { tryHistories } from './try-histories.ts'

// pnpm histories --runs 1000000            as many as that, on every core
// pnpm histories --kind everything         with every policy, undos, decisions and deaths of the process
// pnpm histories --seed 7 --path 12:3:0    one again, told step by step

const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    path: { type: 'string' },
    kind: { type: 'string', default: 'plain' },
    workers: { type: 'string' },
  },
})
const runs = Number(values.runs)
const seed = Number(values.seed)
const kind = values.kind === 'everything' ? 'everything' : 'plain'
const workers = values.path === undefined ? Number(values.workers ?? availableParallelism()) : 1

/** A share of the histories in a process of its own; resolves to its exit code. */
async function share(index: number): Promise<number> {
  const shared = ['--kind', kind, '--workers', '1']
  const args = ['--runs', String(Math.ceil(runs / workers)), '--seed', String(seed + index), ...shared]
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), ...args], { stdio: 'inherit' })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code ?? 1
}

if (workers > 1) {
  const codes = await Promise.all(Array.from({ length: workers }, (_, index) => share(index)))
  process.exitCode = Math.max(...codes)
} else {
  const began = performance.now()
  const failure = await tryHistories({ runs, seed, path: values.path, kind })
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  process.stdout.write(
    failure ?? `${runs} histories (${kind}) with seed ${seed} in ${seconds} s: nothing lost\n`,
  )
  if (failure !== null) process.exitCode = 1
}
