import type { Settings } from '@bindery/contract'
import { listDirectories, type Database, type DirectoryRecord, type Tables } from '@bindery/store'

export type ScheduleRow = Tables['schedules']

/** A directory's schedule as it stands in its settings. */
export const scheduleOf = (directory: Pick<DirectoryRecord, 'settings'>) =>
  (JSON.parse(directory.settings) as Settings).policy.schedule

const unscheduled: Omit<ScheduleRow, 'directory_id'> = {
  rule: '',
  next_at: null,
  paused_at: null,
  paused_by: '',
  paused_why: '',
  last_at: null,
  last_outcome: '',
  last_sentence: '',
  last_plan_id: null,
  last_run_id: null,
  failures: 0,
  failure: null,
}

/** How the schedule of a directory stands; one that never ran stands at nothing. */
export async function loadSchedule(db: Database, directoryId: number): Promise<ScheduleRow> {
  const row = await db
    .selectFrom('schedules')
    .selectAll()
    .where('directory_id', '=', directoryId)
    .executeTakeFirst()
  return row ?? { directory_id: directoryId, ...unscheduled }
}

/** Keeps what changed about it. */
export async function saveSchedule(
  db: Database,
  directoryId: number,
  change: Partial<Omit<ScheduleRow, 'directory_id'>>,
): Promise<void> {
  await db
    .insertInto('schedules')
    .values({ directory_id: directoryId, ...unscheduled, ...change })
    .onConflict((conflict) => conflict.column('directory_id').doUpdateSet(change))
    .execute()
}

/** Every directory with how its schedule stands. */
export async function listSchedules(
  db: Database,
): Promise<{ readonly directory: DirectoryRecord; readonly row: ScheduleRow }[]> {
  const directories = await listDirectories(db)
  return Promise.all(
    directories.map(async (directory) => ({ directory, row: await loadSchedule(db, directory.id) })),
  )
}
