import { BinderyError, type Operation, type OperationState, type Run, type Verbs } from '@bindery/contract'
import type { Database } from '@bindery/store'
import type { PlanContext } from '../plans/plan-context.ts'
import { tried, untried, type OperationSource } from './operation-sources.ts'
import { loadRun } from './to-runs.ts'

/** The operations of a run, failures first, then what was not tried, then what was done. */
export function listOperations({ store: { db }, tasks }: PlanContext): Verbs['listOperations'] {
  return async ({ params: { id }, query: { after, limit, state } }) => {
    const sources = sourcesOf(db, await loadRun(db, tasks.live, id), state)
    const counts = await Promise.all(sources.map(async (source) => (await source?.count()) ?? 0))
    const place = readPlace(after)
    const found: { rank: number; place: number; operation: Operation }[] = []
    for (const [rank, source] of sources.entries()) {
      if (rank < place.rank || !source || found.length > limit) continue
      const page = await source.page(rank === place.rank ? place.place : -1, limit + 1 - found.length)
      found.push(...page.map((one) => ({ rank, ...one })))
    }
    const shown = found.slice(0, limit)
    const last = shown.at(-1)
    return {
      items: shown.map(({ operation }) => operation),
      next: found.length > limit && last ? `${last.rank}:${last.place}` : null,
      total: counts.reduce((sum, count) => sum + count, 0),
    }
  }
}

/** By rank: what needs a look comes first. Undefined: nobody asked for operations of this state. */
function sourcesOf(
  db: Database,
  run: Run,
  asked: OperationState | undefined,
): readonly (OperationSource | undefined)[] {
  const of = (...states: OperationState[]) => {
    const wanted = states.filter((state) => asked === undefined || asked === state)
    return wanted.length > 0 ? tried(db, run.id, wanted) : undefined
  }
  const ended = run.state !== 'running'
  return [
    of('refused'),
    of('in_doubt'),
    of('drifted'),
    of('cancelled'),
    ended && (asked === undefined || asked === 'cancelled') ? untried(db, run) : undefined,
    of('done', 'intent'),
  ]
}

function readPlace(after: string | undefined): { rank: number; place: number } {
  if (after === undefined) return { rank: 0, place: -1 }
  const [, rank, place] = /^(\d):(\d{1,15})$/.exec(after) ?? []
  if (rank === undefined || place === undefined)
    throw new BinderyError('invalid_request', 'Start the list again', [
      { path: ['after'], message: 'Not a place in this list' },
    ])
  return { rank: Number(rank), place: Number(place) }
}
