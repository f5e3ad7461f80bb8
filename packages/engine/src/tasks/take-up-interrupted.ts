import type { Failure } from '@bindery/contract'
import type { Store } from '@bindery/store'
import { endBroken, failPlans } from './end-task.ts'
import type { Tasks } from './tasks.ts'

const stopped: Failure = {
  code: 'stopped',
  message: 'Bindery was stopped',
  fix: 'Resume the run, or start a new preview. What was done stays done and is not done twice.',
  field: '',
  raw: '',
}

/**
 * At the start nothing runs: whatever the store calls running was cut short when Bindery was stopped. A preview is over;
 * a run goes on where its journal ends, and if it cannot, it is closed as interrupted.
 */
export async function takeUpInterrupted(store: Store, tasks: Tasks, now: () => Date): Promise<void> {
  await store.transaction((db) => failPlans(db, stopped, now()))
  const runs = await store.db
    .selectFrom('runs')
    .innerJoin('directories', 'directories.id', 'runs.directory_id')
    .select(['runs.id', 'runs.directory_id', 'directories.enabled'])
    .where('runs.state', '=', 'running')
    .execute()
  for (const { id, directory_id: directoryId, enabled } of runs)
    if (enabled === 1) await tasks.start(directoryId, () => Promise.resolve({ kind: 'apply', id }))
    else await endBroken(store, { kind: 'apply', id }, stopped, now())
}
