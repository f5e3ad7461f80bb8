import { changeKinds, sides, subjectKinds, warnings, type ChangeQuery } from '@bindery/contract'
import { z } from 'zod'

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined)

/** Everything that was on screen, in the URL. What cannot be read is dropped, never an error. */
export const planSearchSchema = z.object({
  plan: optional(z.number().int().positive()),
  tab: optional(z.enum(['changes', 'ldif'])),
  side: optional(z.enum(sides)),
  subjectKind: optional(z.enum(subjectKinds)),
  kind: optional(z.enum(changeKinds)),
  attribute: optional(z.string().min(1).max(200)),
  warning: optional(z.enum(warnings)),
  text: optional(z.coerce.string().min(1).max(200)),
  /** The row whose drawer is open. */
  row: optional(z.number().int().positive()),
})
export type PlanSearch = z.output<typeof planSearchSchema>

const facetNames = ['side', 'subjectKind', 'kind', 'attribute', 'warning', 'text'] as const
export type PlanFilter = Omit<ChangeQuery, 'after' | 'at' | 'near' | 'limit'>

/** The part of the URL that filters rows: only what is set, as the API takes it. */
export function planFilter(search: PlanSearch): PlanFilter {
  const set = facetNames.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]]))
  return Object.fromEntries(set) as PlanFilter
}

/** Sets facets, or takes them off with `undefined`; the open row does not outlive the filter it was in. */
export function withFacets(search: PlanSearch, facets: Partial<PlanSearch>): PlanSearch {
  return { ...search, row: undefined, ...facets }
}

/** All facets off; the plan and the tab stay. */
export function withoutFacets(search: PlanSearch): PlanSearch {
  return { plan: search.plan, tab: search.tab }
}

/** How many facets are set. */
export const facetCount = (search: PlanSearch) => Object.keys(planFilter(search)).length
