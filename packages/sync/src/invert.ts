import type { PlanValue } from '@bindery/contract'
import { sameValues } from './merge-rule.ts'
import type { Delta } from './write-values.ts'

/** What of a change can be turned round, and the attributes that someone has changed since. */
export interface InverseValues {
  readonly undone: readonly PlanValue[]
  readonly changed: readonly string[]
}

/**
 * Turns the values of a change round (rule 12), three-way against what it left behind: an attribute that still holds
 * that goes back to what it held before; one that was changed since is left alone.
 */
export function invertValues(
  values: readonly PlanValue[],
  side: 'accounts' | 'directory',
  current: (value: PlanValue) => readonly string[],
): InverseValues {
  const undone: PlanValue[] = []
  const changed: string[] = []
  for (const value of values) {
    const now = [...current(value)]
    if (value.after === null || !sameValues(now, value.after)) changed.push(value.attribute)
    else
      undone.push({
        ...value,
        base: value.after,
        accounts: side === 'accounts' ? now : [],
        directory: side === 'directory' ? now : [],
        after: value[side],
        why: 'Goes back to what it was before the run.',
        overwritten: false,
      })
  }
  return { undone, changed }
}

/** The delta that takes another one back, given what the attribute holds now; null when that is no longer what it left. */
export function invertDelta(delta: Delta, now: readonly string[]): Delta | null {
  const gone = delta.remove.filter((value) => !delta.add.includes(value))
  if (!delta.add.every((value) => now.includes(value)) || gone.some((value) => now.includes(value)))
    return null
  const others = now.filter((value) => !delta.add.includes(value))
  return {
    attribute: delta.attribute,
    remove: delta.add,
    add: delta.remove,
    amongOthers: delta.add.length === 0 && others.length > 0,
  }
}
