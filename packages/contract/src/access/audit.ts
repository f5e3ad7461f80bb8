import { z } from 'zod'
import { idSchema, instantSchema } from '../subject.ts'

/** Everything that is recorded, by what it concerns. Each has its words in the console's `action-words.ts`. */
export const auditActions = [
  'user.set_up',
  'session.opened',
  'session.ended',
  'session.revoked',
  'session.proved',
  'access.refused',
  'sign_in_settings.saved',
  'user.created',
  'user.changed',
  'user.deleted',
  'user.invited',
  'user.invitation_accepted',
  'user.sessions_ended',
  'password.changed',
  'totp.added',
  'totp.removed',
  'recovery_codes.renewed',
  'token.created',
  'token.revoked',
  'directory.created',
  'directory.saved',
  'directory.deleted',
  'connection.tested',
  'connection.sampled',
  'connection.schema_read',
  'impact.measured',
  'preview.started',
  'preview.cancelled',
  'plan.rows_chosen',
  'plan.approved',
  'plan.applied',
  'plan.exported',
  'run.cancelled',
  'run.resumed',
  'run.undone',
  'run.retried',
  'schedule.paused',
  'schedule.resumed',
  'conflict.decided',
  'conflict.reopened',
  'conflicts.decided',
  'hold.released',
  'person.created',
  'person.changed',
  'person.deleted',
  'password.set',
  'group.created',
  'group.changed',
  'group.deleted',
  'members.changed',
  'key.rotated',
  'audit.begun',
  'audit.exported',
] as const
export type AuditAction = (typeof auditActions)[number]

/** `system` is Bindery itself; the others as in `Caller`. */
export const auditActorKinds = ['user', 'token', 'schedule', 'nobody', 'system'] as const
export type AuditActorKind = (typeof auditActorKinds)[number]

/** What something is done to; it may be gone since. */
export const auditSubjectKinds = [
  'directory',
  'server',
  'plan',
  'run',
  'conflict',
  'hold',
  'person',
  'group',
  'user',
  'token',
] as const
export type AuditSubjectKind = (typeof auditSubjectKinds)[number]

export const auditOutcomes = ['done', 'refused'] as const

const valuesByName = z.record(z.string(), z.unknown())
export const auditDetailsSchema = z.object({
  /** What differs, by name, as it was and as it is; a side without a name had nothing there. Secrets are told of, not told. */
  before: valuesByName.optional(),
  after: valuesByName.optional(),
  /** What else there is to know, by name. */
  facts: valuesByName.optional(),
  /** Why, in the words of whoever did it; or why it was refused. */
  reason: z.string().optional(),
})
export type AuditDetails = z.infer<typeof auditDetailsSchema>

export const auditEntrySchema = z.object({
  id: idSchema,
  at: instantSchema,
  actor: z.string(),
  actorKind: z.enum(auditActorKinds),
  /** Where the request came from; '' when it was none. */
  address: z.string(),
  action: z.enum(auditActions),
  subject: z
    .object({ kind: z.enum(auditSubjectKinds), id: idSchema.nullable(), label: z.string() })
    .nullable(),
  directoryId: idSchema.nullable(),
  planId: idSchema.nullable(),
  runId: idSchema.nullable(),
  outcome: z.enum(auditOutcomes),
  details: auditDetailsSchema,
  /** SHA-256 of the entry and of the hash of the one before: docs/audit.md says of what text. */
  hash: z.string(),
  previousHash: z.string(),
})
export type AuditEntry = z.infer<typeof auditEntrySchema>

const someId = z.coerce.number().pipe(idSchema).optional()
const instant = z.iso.datetime({ offset: true }).optional()

/** What of the audit log is asked for; what is not said is not asked about. */
export const auditFilterSchema = z.object({
  actor: z.string().max(200).optional(),
  action: z.enum(auditActions).optional(),
  subjectKind: z.enum(auditSubjectKinds).optional(),
  subjectId: someId,
  directoryId: someId,
  planId: someId,
  runId: someId,
  /** From this instant on, and before that one. */
  from: instant,
  to: instant,
  /** Every word of it must occur in a name, an address or a reason. */
  text: z.string().max(200).optional(),
})
export type AuditFilter = z.infer<typeof auditFilterSchema>
