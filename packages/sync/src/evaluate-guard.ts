import {
  guardKinds,
  sides,
  type GuardKind,
  type GuardVerdict,
  type Policy,
  type Side,
} from '@bindery/contract'

/** How many changes of a kind; `attribute` is '' but for cleared values. */
export interface GuardCount {
  readonly side: Side
  readonly kind: GuardKind
  readonly attribute: string
  readonly count: number
}

/** How large each side was at the time of the preview. */
type GuardTotals = Readonly<Record<Side, { readonly people: number; readonly members: number }>>

export interface GuardInput {
  readonly limits: Policy['guard']
  /** Of the included rows. */
  readonly counts: readonly GuardCount[]
  /** Done in the last 24 hours, so that small runs cannot trickle. */
  readonly recent: readonly GuardCount[]
  readonly totals: GuardTotals
  readonly snapshot: {
    readonly people: number
    /** Of the last complete and applied read; null: there was none. */
    readonly previous: number | null
    /** Active links. */
    readonly linked: number
  }
  /** Scope or mapping changed since the last applied plan. */
  readonly settingsChanged: boolean
}

/** Below this share of the previous read, something is wrong with the filter, the base or the rights. */
const enoughOfPrevious = 0.8

/** Weighs a selection against the limits (rule 8). Pure: the same input always has the same verdict. */
export function evaluateGuard(input: GuardInput): GuardVerdict {
  const limits = measures(input).map((measure) => weigh(input, measure))
  const stops = stopsOf(input.snapshot)
  const waits = input.settingsChanged && input.counts.some(({ kind, count }) => takesAway[kind] && count > 0)
  const verdict =
    stops.length > 0
      ? 'stopped'
      : waits || limits.some((limit) => limit.exceeded)
        ? 'needs_approval'
        : 'within'
  return { verdict, stops, limits, settingsChanged: input.settingsChanged }
}

/** What waits for approval after a change of scope or mapping: a move or a new username loses nothing. */
const takesAway: Record<GuardKind, boolean> = {
  removals: true,
  disables: true,
  cleared_values: true,
  member_removals: true,
  username_changes: false,
  moves: false,
}

type Measure = Pick<GuardCount, 'side' | 'kind' | 'attribute'>

/** Every kind on either side; of cleared values, each attribute that was cleared. */
function measures({ counts, recent }: GuardInput): Measure[] {
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

function weigh(input: GuardInput, { side, kind, attribute }: Measure): GuardVerdict['limits'][number] {
  const sum = (rows: readonly GuardCount[]) =>
    rows.reduce(
      (total, row) =>
        row.side === side && row.kind === kind && row.attribute === attribute ? total + row.count : total,
      0,
    )
  const count = sum(input.counts)
  const recent = sum(input.recent)
  const total = input.totals[side]
  const of = kind === 'member_removals' ? total.members : total.people
  const allowed = input.limits[kind]
  const limit = Math.max(allowed.count, Math.floor((allowed.percent / 100) * of))
  // What was done before is past: it is a reason to wait only for a plan that would add to it.
  return { side, kind, attribute, count, recent, limit, of, exceeded: count > 0 && count + recent > limit }
}

function stopsOf({ people, previous, linked }: GuardInput['snapshot']): GuardVerdict['stops'] {
  if (people === 0 && linked > 0)
    return [
      {
        code: 'empty_result',
        message: `The directory returned nobody, although ${linked} ${linked === 1 ? 'person is' : 'people are'} linked. Check the search bases, the filter and the rights of the bind account.`,
      },
    ]
  if (previous !== null && people < previous * enoughOfPrevious)
    return [
      {
        code: 'far_fewer_results',
        message: `The directory returned ${people} people; it was ${previous} at the last sync. Check the search bases, the filter and the rights of the bind account.`,
      },
    ]
  return []
}
