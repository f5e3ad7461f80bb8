import type { GuardVerdict } from '@bindery/contract'
import { guardKinds, type GuardKind, type Side } from '@bindery/contract/words'

/** What the guard counts a row as: `plan_changes.guard` and `journal.guard`. */
export type RowGuard = Partial<Record<Exclude<GuardKind, 'cleared_values'>, number>> & {
  readonly cleared_values?: readonly string[]
}

/** Rows of one side that the guard counts alike. */
export interface GuardedRows {
  readonly side: Side
  readonly guard: RowGuard
  readonly rows: number
}

/** How many changes of a kind; `attribute` is '' but for cleared values. */
export interface GuardCount {
  readonly side: Side
  readonly kind: GuardKind
  readonly attribute: string
  readonly count: number
}

/** What loses something: a move or a new username does not. */
export const takesAway: Readonly<Record<GuardKind, boolean>> = {
  removals: true,
  disables: true,
  cleared_values: true,
  member_removals: true,
  username_changes: false,
  moves: false,
}

/** Rows as the changes that they count as. */
export function countGuarded({ side, guard, rows }: GuardedRows): GuardCount[] {
  return guardKinds.flatMap((kind): GuardCount[] => {
    if (kind === 'cleared_values')
      return (guard.cleared_values ?? []).map((attribute) => ({ side, kind, attribute, count: rows }))
    const each = guard[kind] ?? 0
    return each > 0 ? [{ side, kind, attribute: '', count: each * rows }] : []
  })
}

/** Whether a row takes something away from somebody. */
export const isLoss = (row: GuardedRows) => countGuarded(row).some(({ kind }) => takesAway[kind])

/** Whether a row counts toward something that waits for approval. */
export function waitsFor(limits: GuardVerdict['limits'], row: GuardedRows): boolean {
  return countGuarded(row).some((count) =>
    limits.some(
      (limit) =>
        limit.waits &&
        limit.side === count.side &&
        limit.kind === count.kind &&
        limit.attribute === count.attribute,
    ),
  )
}
