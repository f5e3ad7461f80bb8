import { conflictReasons, conflictStates, subjectKinds, type ConflictFilter } from '@bindery/contract'
import { z } from 'zod'

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined)

/** Everything that was on screen, in the URL. `state` is open unless it says otherwise. */
export const conflictSearchSchema = z.object({
  state: optional(z.enum([...conflictStates, 'any'])),
  reason: optional(z.enum(conflictReasons)),
  subjectKind: optional(z.enum(subjectKinds)),
  text: optional(z.coerce.string().min(1).max(200)),
  /** The one that is looked at. */
  conflict: optional(z.number().int().positive()),
})
export type ConflictSearch = z.output<typeof conflictSearchSchema>

/** The filter that a URL asks for, within one directory. */
export function conflictFilter(search: ConflictSearch, directoryId: number | undefined): ConflictFilter {
  const { state = 'open', reason, subjectKind, text } = search
  return { directoryId, state: state === 'any' ? undefined : state, reason, subjectKind, text }
}

/** Whether something besides the usual is filtered away. */
export const isFiltered = ({ reason, subjectKind, text }: ConflictSearch): boolean =>
  [reason, subjectKind, text].some((facet) => facet !== undefined)
