import type {
  AuditAction,
  AuditActorKind,
  AuditDetails,
  AuditEntry,
  AuditFilter,
  AuditSubjectKind,
} from '@bindery/contract'
import type { AuditRow } from '@bindery/store'

/** An entry of the audit log as the API tells it. */
export const describeAudit = (row: AuditRow): AuditEntry => ({
  id: row.id,
  at: row.at,
  actor: row.actor,
  actorKind: row.actor_kind as AuditActorKind,
  address: row.address,
  action: row.action as AuditAction,
  subject:
    row.subject_kind === ''
      ? null
      : { kind: row.subject_kind as AuditSubjectKind, id: row.subject_id, label: row.subject_label },
  directoryId: row.directory_id,
  planId: row.plan_id,
  runId: row.run_id,
  outcome: row.outcome as AuditEntry['outcome'],
  details: JSON.parse(row.details) as AuditDetails,
  previousHash: row.previous_hash,
  hash: row.hash,
})

/** What is asked for as it is compared with what is stored: instants in UTC, to the millisecond. */
export const searchedAudit = ({ from, to, ...filter }: AuditFilter): AuditFilter => ({
  ...filter,
  from: from === undefined ? undefined : new Date(from).toISOString(),
  to: to === undefined ? undefined : new Date(to).toISOString(),
})
