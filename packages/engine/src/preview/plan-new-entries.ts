import { loadLocals } from './load-staged.ts'
import { planEntries } from './plan-entries.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'

const batchSize = 200

/** Local objects without a link become entries, where the direction and the policy say so. */
export async function planNewEntries(job: PreviewJob, read: SubjectRead): Promise<void> {
  const { direction, firstSeenInAccounts } = job.settings.policy
  if (direction === 'directory_to_accounts' || firstSeenInAccounts === 'ignore' || read.bases.length === 0)
    return
  const asks = firstSeenInAccounts === 'ask'
  let after = 0
  for (;;) {
    const ids = await unlinkedAfter(job, read, after)
    if (ids.length === 0) return
    after = ids.at(-1) ?? after
    const locals = await loadLocals(job, read.kind, ids)
    const fresh = [...locals.values()].filter(({ id }) => !job.blocked[read.kind].has(id))
    await planEntries(
      job,
      read,
      fresh.map((local) => ({
        local,
        asks,
        reason: 'first_seen_in_accounts',
        why: 'The account is not linked, and no entry belongs to it by any matching rule.',
        conflict: null,
      })),
    )
  }
}

/** Living objects in scope that no link and no entry of this read belongs to. */
async function unlinkedAfter(job: PreviewJob, read: SubjectRead, after: number): Promise<number[]> {
  const { db } = job.task.store
  const living =
    read.kind === 'person'
      ? db.selectFrom('people as local').select('local.id')
      : db.selectFrom('groups as local').select('local.id')
  const groups = read.kind === 'person' ? (job.limit?.groups ?? null) : null
  const rows = await living
    .where('local.deleted_at', 'is', null)
    .$if(groups !== null, (query) =>
      query.where('local.id', 'in', (build) =>
        build
          .selectFrom('memberships')
          .select('memberships.person_id')
          .where(
            'memberships.group_id',
            'in',
            (groups ?? []).flatMap(({ localId }) => localId ?? []),
          ),
      ),
    )
    .where((build) =>
      build.not(
        build.exists(
          build
            .selectFrom('links')
            .select('links.id')
            .whereRef('links.local_id', '=', 'local.id')
            .where('links.kind', '=', read.kind)
            .where('links.directory_id', '=', job.directoryId),
        ),
      ),
    )
    .where((build) =>
      build.not(
        build.exists(
          build
            .selectFrom('staged_entries')
            .select('staged_entries.id')
            .whereRef('staged_entries.local_id', '=', 'local.id')
            .where('staged_entries.kind', '=', read.kind)
            .where('staged_entries.snapshot_id', '=', job.snapshotId),
        ),
      ),
    )
    .where('local.id', '>', after)
    .orderBy('local.id')
    .limit(batchSize)
    .execute()
  return rows.map((row) => row.id)
}
