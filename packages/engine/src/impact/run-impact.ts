import type { Impact, ImpactStep, Settings } from '@bindery/contract'
import { DirectoryError } from '@bindery/directory'
import { findDirectory, indexStaging, openStaging } from '@bindery/store'
import { openSession } from '../directories/open-session.ts'
import { directoryNotFound } from '../directories/refusals.ts'
import { describeFailure } from '../preview/describe-failure.ts'
import { checkSettings } from '../preview/check-settings.ts'
import { matchGroups } from '../preview/match-groups.ts'
import { matchPeople } from '../preview/match-people.ts'
import { readLimit } from '../preview/read-limit.ts'
import { openRead } from '../preview/open-read.ts'
import type { ReadJob } from '../preview/preview-job.ts'
import { readSubjects } from '../preview/read-subjects.ts'
import type { TaskContext, TaskTarget } from '../tasks/task-context.ts'
import { countHolders } from './count-holders.ts'
import { compareEntries } from './compare-entries.ts'
import { compareScope } from './compare-scope.ts'
import { countMatching } from './count-matching.ts'

/**
 * Measures what a draft would change: the directory is read as the saved settings say and as the draft does, side by
 * side in the staging table, and compared. Nothing else is written. Both reads go through the draft's connection, so
 * that an old server that is gone is no hindrance. Throws `DirectoryError` for a draft that cannot be read.
 */
async function runImpact(task: TaskContext, directoryId: number, draft: TaskTarget): Promise<Impact> {
  const directory = await findDirectory(task.store.db, directoryId)
  if (!directory) throw directoryNotFound(directoryId)
  const settings = JSON.parse(directory.settings) as Settings
  task.progress({ phase: 'connecting', done: 0, total: null })
  await openStaging(task.store.db)
  const session = await openSession(task, draft, task.signal)
  const reads: ReadJob[] = []
  try {
    await checkSettings(session, draft.settings)
    const before = await openRead(task, directoryId, settings, session)
    const after = await openRead(task, directoryId, draft.settings, session)
    reads.push(before, after)
    for (const read of reads) await readLimit(read)
    if (after.limit?.problem) throw new DirectoryError(after.limit.problem)
    for (const read of reads) await readWhole(read)
    const { values, hindered, members } = await compareEntries(before, after)
    return {
      scope: await compareScope(before, after),
      values,
      hindered,
      members,
      holders:
        before.settings.groups.nested === after.settings.groups.nested ? null : await countHolders(after),
      matching: { before: await countMatching(before), after: await countMatching(after) },
      incomplete: reads.map(incompleteWords).find((words) => words !== '') ?? '',
    }
  } finally {
    await session.close()
  }
}

/** As the last step of the answer: what was measured, or why it could not be. */
export async function endOfImpact(task: TaskContext, directoryId: number): Promise<ImpactStep> {
  if (!task.draft) throw new Error('An impact is of a draft')
  try {
    return { state: 'done', impact: await runImpact(task, directoryId, task.draft) }
  } catch (error) {
    return { state: 'failed', failure: describeFailure(error) }
  }
}

/** Reads and matches everything; nothing is passed over because it is unchanged. */
async function readWhole(job: ReadJob): Promise<void> {
  job.people.stageAll = true
  job.groups.stageAll = true
  await readSubjects(job, job.people, 'reading_people')
  await indexStaging(job.task.store.db)
  await matchPeople(job)
  await readSubjects(job, job.groups, 'reading_groups')
  await matchGroups(job)
}

function incompleteWords({ people, groups }: ReadJob): string {
  const failed = [people, groups].flatMap(({ proof }) => proof?.checks.filter(({ ok }) => !ok) ?? [])
  return failed[0]?.message ?? ''
}
