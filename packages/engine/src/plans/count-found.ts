import type { Store, Tables } from '@bindery/store'
import { countRows, matchChanges, type ChangeFilter } from './match-changes.ts'
import { tallyRows, type Tally } from './tally-plan.ts'

/** Searches whose pages are on a screen somewhere. */
const keep = 20
const searches = new WeakMap<Store, Map<string, number>>()

/**
 * How many rows of a plan fit a filter. By facets it is counted already; words have to be looked for in every row, so
 * that is done once for all pages of a search.
 */
export async function countFound(
  store: Store,
  plan: Pick<Tables['plans'], 'id' | 'plan_hash'>,
  filter: ChangeFilter,
): Promise<number> {
  const count = () => countRows(matchChanges(store.db, plan.id, filter))
  // The rows of a plan under way still grow in number.
  if (plan.plan_hash === '') return count()
  if ((filter.text ?? '').trim() === '')
    return (await tallyRows(store.db, plan.id))
      .filter((tally) => fits(tally, filter))
      .reduce((sum, { count: rows }) => sum + rows, 0)
  const known = searches.get(store) ?? new Map<string, number>()
  searches.set(store, known)
  const key = JSON.stringify([plan.id, plan.plan_hash, filter])
  const total = known.get(key) ?? (await count())
  // The one asked for last goes to the end, so that the first is the one to forget.
  known.delete(key)
  known.set(key, total)
  if (known.size > keep) known.delete(known.keys().next().value ?? key)
  return total
}

const fits = (tally: Tally, { side, subjectKind, kind, attribute, warning }: ChangeFilter) =>
  (side === undefined || tally.side === side) &&
  (subjectKind === undefined || tally.subjectKind === subjectKind) &&
  (kind === undefined || tally.kind === kind) &&
  (attribute === undefined || tally.attributes.includes(attribute)) &&
  (warning === undefined || tally.warnings.includes(warning))
