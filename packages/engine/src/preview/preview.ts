import type { Settings } from '@bindery/contract'
import { BinderyError } from '@bindery/contract/words'
import { DirectoryError, type DirectorySession } from '@bindery/directory'
import { indexStaging, openStaging, type Tables } from '@bindery/store'
import { hashScope } from '../directories/hash-scope.ts'
import { openSession } from '../directories/open-session.ts'
import { openTarget } from '../directories/open-target.ts'
import type { TaskContext } from '../tasks/task-context.ts'
import { AbsencePlaces } from './absence-places.ts'
import { askAbsent } from './ask-absent.ts'
import { Bitmap } from './bitmap.ts'
import { checkSettings } from './check-settings.ts'
import { failPreview } from './fail-preview.ts'
import { findNewRules } from './find-new-rules.ts'
import { findRestored } from './find-restored.ts'
import { finishPreview } from './finish-preview.ts'
import { loadProtection } from './load-protection.ts'
import { matchGroups } from './match-groups.ts'
import { matchPeople } from './match-people.ts'
import { lastApplied } from './last-applied.ts'
import { planAbsent } from './plan-absent.ts'
import { planMembers } from './plan-members.ts'
import { planNewEntries } from './plan-new-entries.ts'
import { planSubjects } from './plan-subjects.ts'
import { openKnown } from './open-known.ts'
import { openRead } from './open-read.ts'
import { createPlanWriter } from './plan-writer.ts'
import type { PreviewJob } from './preview-job.ts'
import { readLimit } from './read-limit.ts'
import { readKind } from './read-kind.ts'
import { staleWords } from './stale-words.ts'

/**
 * Previews a sync: reads the directory, compares, and writes the plan's rows. Neither side is written. The plan
 * row must exist in state `running`; it ends `ready`, `failed` or `cancelled`.
 */
export async function runPreview(task: TaskContext, planId: number): Promise<void> {
  const started = task.now()
  let session: DirectorySession | null = null
  try {
    task.progress({ phase: 'connecting', done: 0, total: null })
    await openStaging(task.store.db)
    const plan = await task.store.db
      .selectFrom('plans')
      .selectAll()
      .where('id', '=', planId)
      .executeTakeFirstOrThrow()
    const target = task.draft ?? (await openTarget(task, plan.directory_id))
    session = await openSession(task, target, task.signal)
    // A mistyped setting proposes nothing at all, whichever kind of subject it is about.
    await checkSettings(session, target.settings)
    const job = await openJob(task, plan, target.settings, session, started)
    // A replica that is behind what was synced before would pull old values back: nothing is read from it.
    if (job.stale !== '') return await finishPreview(job, started, job.stale)
    await readLimit(job)
    if (job.limit?.problem) throw new DirectoryError(job.limit.problem)
    await readKind(job, job.people, 'reading_people')
    await indexStaging(task.store.db)
    await askAbsent(job, job.people)
    await findRestored(job, job.people)
    await matchPeople(job)
    await planAbsent(job, job.people)
    await planSubjects(job, job.people)
    await planNewEntries(job, job.people)
    job.groups.stageAll = job.newPairs + job.people.renamed + job.renames.size > 0
    await readKind(job, job.groups, 'reading_groups')
    await askAbsent(job, job.groups)
    await findRestored(job, job.groups)
    await matchGroups(job)
    await planAbsent(job, job.groups)
    await planSubjects(job, job.groups)
    await planNewEntries(job, job.groups)
    await planMembers(job)
    await finishPreview(job, started)
  } catch (error) {
    // Whoever started this task keeps how it ended, once the database is back.
    if (error instanceof BinderyError && error.code === 'database_unavailable') throw error
    await failPreview(task, planId, error)
  } finally {
    await session?.close()
  }
}

async function openJob(
  task: TaskContext,
  plan: Pick<
    Tables['plans'],
    'id' | 'directory_id' | 'settings_version' | 'retries_run' | 'relinks' | 'reads_all'
  >,
  settings: Settings,
  session: DirectorySession,
  started: Date,
): Promise<PreviewJob> {
  const read = await openRead(task, plan.directory_id, settings, session)
  const scopeHash = hashScope(settings)
  const startToken = await session.changeToken()
  await task.store.db
    .insertInto('snapshots')
    .values({
      id: read.snapshotId,
      directory_id: plan.directory_id,
      started_at: started.toISOString(),
      finished_at: null,
      complete: 0,
      people: 0,
      groups: 0,
      attribute_counts: '{}',
      scope_hash: scopeHash,
      referrals: '[]',
      token: '',
      proof: '{}',
    })
    .execute()
  await task.store.db
    .updateTable('plans')
    .set({ snapshot_id: read.snapshotId, scope_hash: scopeHash })
    .where('id', '=', plan.id)
    .execute()
  await findNewRules(read)
  const { known, readsAll } = await openKnown(read, startToken, plan)
  return {
    ...read,
    known,
    readsAll,
    planId: plan.id,
    settingsVersion: plan.settings_version,
    retries: plan.retries_run,
    relinks: plan.relinks === 1,
    renewed: { person: 0, group: 0, none: 0 },
    plan: createPlanWriter(task.store, plan.id, plan.settings_version),
    returned: { local: new Bitmap(), entry: new Bitmap() },
    settledGroups: new Bitmap(),
    renames: new Map(),
    newNames: new Set(),
    keepsName: new Map(),
    namesOutside: new Map(),
    namesTaken: { person: new Map(), group: new Map() },
    newPairs: 0,
    protection: await loadProtection(read),
    outsideRead: { person: { searched: 0, staged: null }, group: { searched: 0, staged: null } },
    absences: new AbsencePlaces(),
    startToken,
    stale: staleWords(
      session.server.url,
      startToken,
      (await lastApplied(task.store.db, plan.directory_id))?.token ?? '',
    ),
  }
}
