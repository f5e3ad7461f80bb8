import type { Failure, ScheduleState } from '@bindery/contract'
import { findDirectory } from '@bindery/store'
import { directoryNotFound } from '../directories/refusals.ts'
import type { ScheduleContext } from './schedule-context.ts'
import { loadSchedule } from './schedule-rows.ts'

/** How the schedule of a directory stands. Throws `not_found`. */
export async function describeSchedule(
  { store, scheduler }: ScheduleContext,
  directoryId: number,
): Promise<ScheduleState> {
  if (!(await findDirectory(store.db, directoryId))) throw directoryNotFound(directoryId)
  const row = await loadSchedule(store.db, directoryId)
  return {
    paused: row.paused_at === null ? null : { at: row.paused_at, by: row.paused_by, why: row.paused_why },
    nextAt: row.next_at,
    running: scheduler.running(directoryId),
    last:
      row.last_at === null
        ? null
        : {
            at: row.last_at,
            outcome: row.last_outcome as NonNullable<ScheduleState['last']>['outcome'],
            sentence: row.last_sentence,
            planId: row.last_plan_id,
            runId: row.last_run_id,
          },
    failures: row.failures,
    failure: row.failure === null ? null : (JSON.parse(row.failure) as Failure),
  }
}
