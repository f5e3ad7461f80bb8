import type { ChangeKind, Count, GuardKind, GuardVerdict, Side } from '@bindery/contract'

/** What each limit counts. */
export const guardKindWords: Record<GuardKind, string> = {
  removals: 'Removals and holds',
  disables: 'Disables',
  cleared_values: 'Cleared values',
  member_removals: 'Member removals',
  username_changes: 'Username changes',
  moves: 'Moves',
}

export const verdictWords: Record<GuardVerdict['verdict'], { glyph: string; word: string }> = {
  within: { glyph: '✓', word: 'Within limits' },
  needs_approval: { glyph: '⚠', word: 'Needs approval' },
  stopped: { glyph: '✕', word: 'Stopped' },
}

type Limit = GuardVerdict['limits'][number]

/** Limits that have something to say, what waits first; the rest only as how many they are. */
export function tellingLimits(limits: readonly Limit[]): { told: Limit[]; silent: number } {
  const told = limits.filter(({ count, recent, exceeded }) => count > 0 || recent > 0 || exceeded)
  return {
    told: told.toSorted((a, b) => Number(b.waits) - Number(a.waits)),
    silent: limits.length - told.length,
  }
}

const kindsOf: Partial<Record<GuardKind, readonly ChangeKind[]>> = {
  removals: ['delete', 'hold', 'unlink'],
  disables: ['disable'],
  member_removals: ['members'],
  moves: ['move'],
}

/** Which facets show the rows that a limit counts. */
export function facetsOfLimit(
  { side, kind, attribute }: Pick<Limit, 'side' | 'kind' | 'attribute'>,
  counts: readonly Count[],
): { side: Side; kind?: ChangeKind; attribute?: string } {
  if (kind === 'cleared_values') return { side, attribute }
  if (kind === 'username_changes') return { side, attribute: 'username' }
  const found = kindsOf[kind]?.find((candidate) =>
    counts.some((count) => count.side === side && count.kind === candidate && count.total > 0),
  )
  return found ? { side, kind: found } : { side }
}
