export type Unit = 's' | 'ms' | 'MB'

/** The most a figure may be: so many times what it is measured beside, or so much in its own unit. */
export type Limit = { readonly times: number } | { readonly most: number }

/** What was measured, run by run, and what beside it. */
export interface Figure {
  readonly name: string
  readonly unit: Unit
  readonly runs: readonly number[]
  /** In the same unit, of the same run. */
  readonly beside?: { readonly name: string; readonly runs: readonly number[] }
  readonly limit?: Limit
}

export interface Judged extends Figure {
  /** The median of the runs. */
  readonly measured: number
  /** Measured beside it: the median, and how many times it the figure is. */
  readonly reference: number | null
  readonly ratio: number | null
  /** `told`: it has no limit. */
  readonly verdict: 'ok' | 'MISSED' | 'told'
}

/** The middle value; of an even number of values the mean of the two in the middle. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]]
  return ((low ?? NaN) + (high ?? NaN)) / 2
}

/** The value that a share of all (0.95 of them) does not exceed: nearest rank. NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? NaN
}

/** Medians, ratio and verdict. What could not be measured is missed. */
export function judge(figure: Figure): Judged {
  const { runs, beside, limit } = figure
  const measured = median(runs)
  const reference = beside ? median(beside.runs) : null
  const ratio = reference === null ? null : measured / reference
  return { ...figure, measured, reference, ratio, verdict: verdictOf(measured, ratio, limit) }
}

function verdictOf(measured: number, ratio: number | null, limit: Limit | undefined): Judged['verdict'] {
  if (limit === undefined) return 'told'
  const within = 'most' in limit ? measured <= limit.most : ratio !== null && ratio <= limit.times
  return within ? 'ok' : 'MISSED'
}
