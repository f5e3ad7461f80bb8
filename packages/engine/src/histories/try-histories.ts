import type { Settings } from '@bindery/contract'
import * as fc from 'fast-check'
import { histories } from './arbitrary-history.ts'
import { openHistory } from './open-history.ts'
import { live } from './live.ts'
import { tellTrace } from './tell-trace.ts'

interface Tries {
  readonly runs: number
  readonly seed: number
  /** Of one history of a seed, as a failure names it. */
  readonly path?: string | undefined
  /** Which ones. */
  readonly kind: keyof typeof histories
}

/** Lives through so many random histories. Null, or the words about the simplest one that went wrong. */
export async function tryHistories(tries: Tries): Promise<string | null> {
  const { runs, seed, path, kind } = tries
  // Every third seed is of a server that does not tell what changed.
  const syncProvider = seed % 3 !== 0
  const result = await fc.check(
    fc.asyncProperty(histories[kind], async ({ settings, steps }) =>
      live(await openHistory(limitBySeed(settings, tries), syncProvider), steps),
    ),
    { numRuns: runs, seed, ...(path === undefined ? {} : { path }) },
  )
  const [failed] = result.counterexample ?? []
  if (!result.failed || failed === undefined) return null
  const settings = limitBySeed(failed.settings, tries)
  const history = await openHistory(settings, syncProvider)
  const error: unknown = await live(history, failed.steps).catch((reason: unknown) => reason)
  const { policy, connection, mapping } = settings
  const phone = mapping.people.find(({ id }) => id === 'phone')?.ifEmpty
  return [
    `pnpm histories --kind ${kind} --seed ${seed} --path ${result.counterexamplePath} goes wrong (history ${result.numRuns} of the seed)`,
    JSON.stringify({ ...policy, guard: policy.guard.removals.count, pageSize: connection.pageSize, phone }),
    ...failed.steps.map((step) => JSON.stringify(step)),
    ...tellTrace(history.trace),
    error instanceof Error ? (error.stack ?? error.message) : 'It went well when it was tried again',
    '',
  ].join('\n')
}

/** The plain ones of every fifth seed are lived through with synchronization limited to a group. */
const limitBySeed = ({ policy, ...settings }: Settings, { kind, seed }: Tries): Settings => ({
  ...settings,
  policy: { ...policy, limitToGroups: kind === 'plain' && seed % 5 === 0 ? ['red'] : [] },
})
