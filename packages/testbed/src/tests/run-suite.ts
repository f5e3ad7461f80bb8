import { readFile } from 'node:fs/promises'
import { runVisibly } from '../process/run-visibly.ts'
import type { Tally } from './tally.ts'

/** A test runner: how to start it so that it leaves a JSON report, and how to read that. */
export interface Suite {
  name: string
  args: readonly string[]
  env: NodeJS.ProcessEnv
  report: string
  tally: (report: string) => Tally
}

/** Runs a runner; a crash, a missing report or a failure that no test explains, and no tests at all, are failures. */
export async function runSuite({ name, args, env, report, tally }: Suite): Promise<Tally> {
  const code = await runVisibly(name, args, env)
  const text = await readFile(report, 'utf8').catch(() => undefined)
  if (text === undefined)
    return { passed: 0, failures: [`${name} ended with ${code ?? 'a signal'}, no report`] }
  const { passed, failures } = tally(text)
  if (passed + failures.length === 0) return { passed, failures: [`${name} found no tests`] }
  if (code !== 0 && failures.length === 0) {
    return { passed, failures: [`${name} ended with ${code ?? 'a signal'} although every test passed`] }
  }
  return { passed, failures }
}
