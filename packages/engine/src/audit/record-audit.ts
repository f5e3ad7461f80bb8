import type { AuditAction, AuditActorKind, AuditDetails, AuditSubjectKind } from '@bindery/contract'
import { appendAudit, searchText, type Database } from '@bindery/store'
import { canonicalJson } from '@bindery/sync'
import type { EngineContext } from '../context.ts'
import { auditSeals } from './audit-seals.ts'

/** Who does something: a `Caller`, or Bindery by itself. */
interface AuditActor {
  readonly name: string
  readonly kind: AuditActorKind
  readonly address: string
}

/** What Bindery does by itself: when it starts, or a command is run beside it. */
export const systemActor: AuditActor = { name: 'Bindery', kind: 'system', address: '' }

/** What is told of something that was done, or was refused. */
export interface AuditRecord {
  readonly caller: AuditActor
  readonly action: AuditAction
  readonly subject?: {
    readonly kind: AuditSubjectKind
    readonly id: number | null
    /** Its name at the time: it may have another later, or be gone. */
    readonly label: string
  }
  readonly directoryId?: number | null
  readonly planId?: number | null
  readonly runId?: number | null
  /** `done`, unless said otherwise. */
  readonly outcome?: 'done' | 'refused'
  /** By name, as it was and as it is. Only what differs is kept. No secret: say that it was replaced. */
  readonly before?: Readonly<Record<string, unknown>>
  readonly after?: Readonly<Record<string, unknown>>
  readonly facts?: Readonly<Record<string, unknown>>
  readonly reason?: string
}

const longest = { name: 200, label: 300 }

/**
 * Adds to the audit log. Call it in the transaction of the change it tells of, so that neither is there without the other:
 *
 *     await store.transaction(async (db) => {
 *       await updateUser(db, id, after)
 *       await recordAudit(context, db, { caller, action: 'user.changed', subject: { kind: 'user', id, label: name }, before, after })
 *     })
 *
 * What changes no row (an export, a test, a sign-in that failed) has a transaction for this alone: `recordAlone`. A new
 * action is a line in `contract/src/access/audit.ts`, and one of words in the console; a new endpoint says in
 * `contract/src/access/audited.ts` which of them it records, or why none.
 */
export async function recordAudit(
  context: Pick<EngineContext, 'keyring' | 'now'>,
  db: Database,
  { caller, action, subject, directoryId, planId, runId, outcome, ...told }: AuditRecord,
): Promise<void> {
  const actor = cut(caller.name, longest.name)
  const label = cut(subject?.label ?? '', longest.label)
  await appendAudit(
    db,
    {
      at: context.now().toISOString(),
      actor,
      actor_kind: caller.kind,
      address: caller.address,
      action,
      subject_kind: subject?.kind ?? '',
      subject_id: subject?.id ?? null,
      subject_label: label,
      directory_id: directoryId ?? null,
      plan_id: planId ?? null,
      run_id: runId ?? null,
      outcome: outcome ?? 'done',
      search_text: searchText([actor, label, caller.address, told.reason ?? '']),
      details: canonicalJson(detailsOf(told)),
    },
    auditSeals(context.keyring),
  )
}

/** As `recordAudit`, of what changes nothing that is stored. */
export function recordAlone(
  context: Pick<EngineContext, 'keyring' | 'now' | 'store'>,
  record: AuditRecord,
): Promise<void> {
  return context.store.transaction((db) => recordAudit(context, db, record))
}

function detailsOf({
  before,
  after,
  facts,
  reason,
}: Pick<AuditRecord, 'before' | 'after' | 'facts' | 'reason'>): AuditDetails {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  const changed = names.filter((name) => textOf(before?.[name]) !== textOf(after?.[name]))
  return {
    ...(before && { before: only(before, changed) }),
    ...(after && { after: only(after, changed) }),
    ...(facts && { facts }),
    ...(reason !== undefined && { reason }),
  }
}

const textOf = (value: unknown) => (value === undefined ? undefined : canonicalJson(value))

const only = (values: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  Object.fromEntries(names.filter((name) => name in values).map((name) => [name, values[name]]))

/** Never in the middle of a character. */
const cut = (text: string, length: number) =>
  text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
