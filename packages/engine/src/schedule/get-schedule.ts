import type { Verbs } from '@bindery/contract'
import { describeSchedule } from './describe-schedule.ts'
import type { ScheduleContext } from './schedule-context.ts'

/** When the next scheduled preview is, and how the last one ended. */
export function getSchedule(context: ScheduleContext): Verbs['getSchedule'] {
  return ({ params: { id } }) => describeSchedule(context, id)
}
