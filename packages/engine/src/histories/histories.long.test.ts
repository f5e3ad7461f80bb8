import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
const runs = 1000
const runsOfEverything = 300
const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

/** Each seed in a process of its own, so that every core lives through some. Fails with what went wrong, step by step. */
async function livesThrough(kind: 'plain' | 'everything', count: number, seed: number): Promise<void> {
  const args = ['--kind', kind, '--runs', String(count), '--seed', String(seed), '--workers', '1']
  await promisify(execFile)(process.execPath, [main, ...args]).catch(
    ({ stdout, stderr }: { stdout: string; stderr: string }) => expect.fail(stdout + stderr),
  )
}

test.concurrent.each(seeds)(
  `S25 ${runs} random histories of both sides, of seed %i: they converge, and nothing anyone wrote is lost`,
  (seed) => livesThrough('plain', runs, seed),
)

test.concurrent.each([15, 16])(
  `S25 S36 S37 ${runsOfEverything} with every policy, undos, decisions and deaths of the process, of seed %i`,
  (seed) => livesThrough('everything', runsOfEverything, seed),
)
