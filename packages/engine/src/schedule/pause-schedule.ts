import type { Caller, Verbs } from '@bindery/contract'
import type { Database } from '@bindery/store'
import { directoryName } from '../audit/audited-plan.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { EngineContext } from '../context.ts'
import { describeSchedule } from './describe-schedule.ts'
import type { ScheduleContext } from './schedule-context.ts'
import { saveSchedule } from './schedule-rows.ts'

/** Makes no more scheduled previews until it is resumed; one under way is finished, and not applied. */
export function pauseSchedule(context: ScheduleContext): Verbs['pauseSchedule'] {
  return async ({ params: { id }, caller }) => {
    await describeSchedule(context, id)
    await context.store.transaction(async (db) =>
      pause(context, db, { id, name: await directoryName(db, id) }, { caller, why: '' }),
    )
    await context.scheduler.refresh()
    return describeSchedule(context, id)
  }
}

/** Pauses a directory's schedule within a transaction, and tells the audit log. */
export async function pause(
  context: EngineContext,
  db: Database,
  { id, name }: { readonly id: number; readonly name: string },
  { caller, why }: { readonly caller: Caller; readonly why: string },
): Promise<void> {
  await markPaused(db, id, { at: context.now(), by: caller.name, why })
  await recordAudit(context, db, {
    caller,
    action: 'schedule.paused',
    subject: { kind: 'directory', id, label: name },
    directoryId: id,
    ...(why !== '' && { reason: why }),
  })
}

/** Pauses a directory's schedule. `why` says what else than a person's wish it was. May be run in a transaction. */
export function markPaused(
  db: Database,
  directoryId: number,
  { at, by, why }: { readonly at: Date; readonly by: string; readonly why: string },
): Promise<void> {
  const paused = { paused_at: at.toISOString(), paused_by: by, paused_why: why }
  return saveSchedule(db, directoryId, { ...paused, next_at: null })
}
