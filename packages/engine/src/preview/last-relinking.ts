import type { PreviewJob } from './preview-job.ts'

/** The last run that gave links the new stable ids of a directory that was rebuilt; undefined: there was none. */
export function lastRelinking({ task, directoryId }: PreviewJob) {
  return task.store.db
    .selectFrom('plans')
    .innerJoin('runs', 'runs.id', 'plans.run_id')
    .select(['runs.id', 'runs.state', 'runs.started_at'])
    .where('plans.directory_id', '=', directoryId)
    .where('plans.relinks', '=', 1)
    .orderBy('plans.id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
