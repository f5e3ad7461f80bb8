import type { Verbs } from '@bindery/contract'
import { describeSchedule } from './describe-schedule.ts'
import type { ScheduleContext } from './schedule-context.ts'
import { saveSchedule } from './schedule-rows.ts'

/** Goes on with scheduled previews, with a clean slate: the next comes when it would without failures. */
export function resumeSchedule(context: ScheduleContext): Verbs['resumeSchedule'] {
  return async ({ params: { id } }) => {
    await describeSchedule(context, id)
    const resumed = { paused_at: null, paused_by: '', paused_why: '' }
    await saveSchedule(context.store.db, id, { ...resumed, next_at: null, failures: 0, failure: null })
    await context.scheduler.refresh()
    return describeSchedule(context, id)
  }
}
