import type { GuardCause, GuardVerdict, Policy } from '@bindery/contract'
import { guardKinds, sides, writeNumber, type Side } from '@bindery/contract/words'
import { countGuarded, takesAway, waitsFor, type GuardCount, type GuardedRows } from './row-guard.ts'

/** How large each side was at the time of the preview. */
type GuardTotals = Readonly<Record<Side, { readonly people: number; readonly members: number }>>

export interface GuardInput {
  readonly limits: Policy['guard']
  /** The included rows. */
  readonly rows: readonly GuardedRows[]
  /** What was done in the last 24 hours, so that small runs cannot trickle. */
  readonly recent: readonly GuardedRows[]
  readonly totals: GuardTotals
  readonly snapshot: {
    readonly people: number
    /** Of the last read that passed whole; null: there was none. */
    readonly previous: number | null
    /** Active links. */
    readonly linked: number
  }
  /** No plan with this scope, mapping and policy of absence passed whole so far. */
  readonly settingsChanged: boolean
  /** What may be behind losses (`nameCauses`); told only when the plan is not within limits. */
  readonly causes: readonly GuardCause[]
}

/** Below this share of the previous read, something is wrong with the filter, the base or the rights. */
const enoughOfPrevious = 0.8

/** Weighs a selection against the limits (rule 8). Pure: the same input always has the same verdict. */
export function evaluateGuard(input: GuardInput): GuardVerdict {
  const counts = input.rows.flatMap(countGuarded)
  const recent = input.recent.flatMap(countGuarded)
  const limits = measures(counts, recent).map((measure) => weigh(input, measure, counts, recent))
  const stops = stopsOf(input.snapshot)
  const waiting = input.rows.filter((row) => stops.length > 0 || waitsFor(limits, row))
  const verdict =
    stops.length > 0 ? 'stopped' : limits.some((limit) => limit.waits) ? 'needs_approval' : 'within'
  return {
    verdict,
    stops,
    limits,
    settingsChanged: input.settingsChanged,
    waiting: waiting.reduce((sum, row) => sum + row.rows, 0),
    causes: verdict === 'within' ? [] : [...input.causes],
  }
}

type Measure = Pick<GuardCount, 'side' | 'kind' | 'attribute'>

/** Every kind on either side; of cleared values, each attribute that was cleared. */
function measures(counts: readonly GuardCount[], recent: readonly GuardCount[]): Measure[] {
  return sides.flatMap((side) =>
    guardKinds.flatMap((kind): Measure[] => {
      if (kind !== 'cleared_values') return [{ side, kind, attribute: '' }]
      const cleared = [...counts, ...recent].filter((row) => row.side === side && row.kind === kind)
      return [...new Set(cleared.map((row) => row.attribute))]
        .sort()
        .map((attribute) => ({ side, kind, attribute }))
    }),
  )
}

function weigh(
  { totals, limits, settingsChanged }: GuardInput,
  { side, kind, attribute }: Measure,
  counts: readonly GuardCount[],
  recent: readonly GuardCount[],
): GuardVerdict['limits'][number] {
  const sum = (rows: readonly GuardCount[]) =>
    rows.reduce(
      (total, row) =>
        row.side === side && row.kind === kind && row.attribute === attribute ? total + row.count : total,
      0,
    )
  const count = sum(counts)
  const before = sum(recent)
  const of = kind === 'member_removals' ? totals[side].members : totals[side].people
  const limit = Math.max(limits[kind].count, Math.floor((limits[kind].percent / 100) * of))
  // What was done before is past: it is a reason to wait only for a plan that would add to it.
  const exceeded = count > 0 && count + before > limit
  const waits = exceeded || (settingsChanged && takesAway[kind] && count > 0)
  return { side, kind, attribute, count, recent: before, limit, of, exceeded, waits }
}

/** Why a read looks broken; empty when it does not. */
export function stopsOf({ people, previous, linked }: GuardInput['snapshot']): GuardVerdict['stops'] {
  if (people === 0 && linked > 0)
    return [
      {
        code: 'empty_result',
        message: `The directory returned nobody, although ${writeNumber(linked)} ${linked === 1 ? 'person is' : 'people are'} linked. Check the search bases, the filter and the rights of the bind account.`,
      },
    ]
  if (previous !== null && people < previous * enoughOfPrevious)
    return [
      {
        code: 'far_fewer_results',
        message: `The directory returned ${writeNumber(people)} ${people === 1 ? 'person' : 'people'}; it was ${writeNumber(previous)} at the last sync. Check the search bases, the filter and the rights of the bind account.`,
      },
    ]
  return []
}
