import { toldKinds, type ChangeKind, type Count, type Run, type Side } from '@bindery/contract'

/** How many of a kind were planned on a side, people and groups together. */
export interface KindCount {
  readonly kind: ChangeKind
  readonly total: number
  readonly included: number
}

const told = new Set<ChangeKind>(toldKinds)

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

/** What can be applied on a side, included or not. */
export const applicablePerKind = (counts: readonly Count[], side: Side): KindCount[] =>
  countsPerKind(counts, side).filter(({ kind }) => !told.has(kind))

/** How many rows are only told, of both sides together. */
export const toldPerKind = (counts: readonly Count[]) =>
  toldKinds
    .map((kind) => ({
      kind,
      total: counts.reduce((sum, count) => sum + (count.kind === kind ? count.total : 0), 0),
    }))
    .filter(({ total }) => total > 0)

/** What could have been applied on a side and was not selected. */
export const leftOutPerKind = (counts: readonly Count[], side: Side) =>
  applicablePerKind(counts, side)
    .map(({ kind, total, included }) => ({ kind, leftOut: total - included }))
    .filter(({ leftOut }) => leftOut > 0)

/** How many operations a run was to do. */
export function plannedTotal({ planned }: Pick<Run, 'planned'>): number {
  return planned.reduce((sum, { included }) => sum + included, 0)
}
