import type { Verbs } from '@bindery/contract'
import type { Database } from '@bindery/store'
import { describeSchedule } from './describe-schedule.ts'
import type { ScheduleContext } from './schedule-context.ts'
import { saveSchedule } from './schedule-rows.ts'

/** Makes no more scheduled previews until it is resumed; one under way is finished, and not applied. */
export function pauseSchedule(context: ScheduleContext): Verbs['pauseSchedule'] {
  return async ({ params: { id }, caller }) => {
    await describeSchedule(context, id)
    await markPaused(context.store.db, id, { at: context.now(), by: caller.name, why: '' })
    await context.scheduler.refresh()
    return describeSchedule(context, id)
  }
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
