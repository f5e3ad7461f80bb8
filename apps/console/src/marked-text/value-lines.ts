import type { PlanChange, PlanValue } from '@bindery/contract'

/** One old or new value of an attribute, in the order shown. */
export interface ValueLine {
  readonly state: 'kept' | 'removed' | 'added' | 'replaced'
  readonly old: string
  readonly new: string
}

/** What the row's own side holds now. */
export function valuesBefore(change: Pick<PlanChange, 'side'>, value: PlanValue): readonly string[] {
  return change.side === 'accounts' ? value.accounts : value.directory
}

/** Whether applying the row alters this attribute on the row's side. */
export function isChanged(change: Pick<PlanChange, 'side'>, value: PlanValue): boolean {
  if (value.after === null) return false
  const before = valuesBefore(change, value)
  return before.length !== value.after.length || before.some((text, index) => text !== value.after?.[index])
}

/** Old → new of one attribute as lines: a single value is replaced in place, several are compared as a set. */
export function valueLines(before: readonly string[], after: readonly string[]): ValueLine[] {
  const removed = before.filter((text) => !after.includes(text))
  const added = after.filter((text) => !before.includes(text))
  const kept = before.filter((text) => after.includes(text))
  const [onlyOld, onlyNew] = [removed[0], added[0]]
  const changed: ValueLine[] =
    removed.length === 1 && added.length === 1 && onlyOld !== undefined && onlyNew !== undefined
      ? [{ state: 'replaced', old: onlyOld, new: onlyNew }]
      : [
          ...removed.map((text) => ({ state: 'removed' as const, old: text, new: '' })),
          ...added.map((text) => ({ state: 'added' as const, old: '', new: text })),
        ]
  return [...changed, ...kept.map((text) => ({ state: 'kept' as const, old: text, new: text }))]
}
