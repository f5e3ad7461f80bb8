import type { Verbs } from '@bindery/contract'
import { directoryName } from '../audit/audited-plan.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { describeSchedule } from './describe-schedule.ts'
import type { ScheduleContext } from './schedule-context.ts'
import { saveSchedule } from './schedule-rows.ts'

/** Goes on with scheduled previews, with a clean slate: the next comes when it would without failures. */
export function resumeSchedule(context: ScheduleContext): Verbs['resumeSchedule'] {
  return async ({ params: { id }, caller }) => {
    await describeSchedule(context, id)
    const resumed = { paused_at: null, paused_by: '', paused_why: '' }
    await context.store.transaction(async (db) => {
      await saveSchedule(db, id, { ...resumed, next_at: null, failures: 0, failure: null })
      await recordAudit(context, db, {
        caller,
        action: 'schedule.resumed',
        subject: { kind: 'directory', id, label: await directoryName(db, id) },
        directoryId: id,
      })
    })
    await context.scheduler.refresh()
    return describeSchedule(context, id)
  }
}
