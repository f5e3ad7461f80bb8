import { auditActions, auditSubjectKinds, type AuditFilter } from '@bindery/contract'
import { z } from 'zod'

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined)
const id = optional(z.number().int().positive())
const day = optional(z.iso.date())

/** Everything that was on screen, in the URL. */
export const auditSearchSchema = z.object({
  text: optional(z.coerce.string().min(1).max(200)),
  actor: optional(z.coerce.string().min(1).max(200)),
  action: optional(z.enum(auditActions)),
  subjectKind: optional(z.enum(auditSubjectKinds)),
  subjectId: id,
  directoryId: id,
  planId: id,
  runId: id,
  /** Days where the browser is, both included. */
  from: day,
  to: day,
  /** The entry that is looked at. */
  entry: id,
})
export type AuditSearch = z.output<typeof auditSearchSchema>

/** What the API is asked for. */
export function auditFilter(search: AuditSearch): AuditFilter {
  const { text, actor, action, subjectKind, subjectId, directoryId, planId, runId, from, to } = search
  return {
    text,
    actor,
    action,
    subjectKind,
    subjectId,
    directoryId,
    planId,
    runId,
    from: from && beginningOf(from, 0),
    to: to && beginningOf(to, 1),
  }
}

/** When a day begins here, or one `later`. */
function beginningOf(date: string, later: number): string {
  const at = new Date(`${date}T00:00:00`)
  at.setDate(at.getDate() + later)
  return at.toISOString()
}

/** Whether something is filtered away. */
export const isFiltered = (search: AuditSearch): boolean =>
  Object.values(auditFilter(search)).some((value) => value !== undefined)
