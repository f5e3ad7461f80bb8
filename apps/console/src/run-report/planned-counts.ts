import type { ChangeKind, Count, Run, Side } from '@bindery/contract'

/** How many of a kind were planned on a side, people and groups together. */
export interface KindCount {
  readonly kind: ChangeKind
  readonly total: number
  readonly included: number
}

/** Counts per kind of one side, in the order first met; kinds that have none are left out. */
export function countsPerKind(counts: readonly Count[], side: Side): KindCount[] {
  const perKind = new Map<ChangeKind, KindCount>()
  for (const { side: on, kind, total, included } of counts) {
    if (on !== side || total === 0) continue
    const before = perKind.get(kind)
    perKind.set(kind, {
      kind,
      total: total + (before?.total ?? 0),
      included: included + (before?.included ?? 0),
    })
  }
  return [...perKind.values()]
}

/** How many operations a run was to do. */
export function plannedTotal({ planned }: Pick<Run, 'planned'>): number {
  return planned.reduce((sum, { included }) => sum + included, 0)
}
