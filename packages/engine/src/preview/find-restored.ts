import { isRestored } from '@bindery/sync'
import { absentKind } from './ask-absent.ts'
import { lastRelinking } from './last-relinking.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'

/**
 * Notes whether the directory was restored under new stable ids. Where its people were, its groups were too, however
 * few they are.
 */
export async function findRestored(job: PreviewJob, read: SubjectRead): Promise<void> {
  if (job.restored.size > 0 || isRestored(await countLinks(job, read))) job.restored.add(read.kind)
}

async function countLinks(job: PreviewJob, read: SubjectRead) {
  const replaced = await countReplaced(job, read)
  if (replaced === 0) return { links: 0, replaced, renewed: 0 }
  const { links } = await job.task.store.db
    .selectFrom('links')
    .select(({ fn }) => fn.countAll().as('links'))
    .where('directory_id', '=', job.directoryId)
    .where('kind', '=', read.kind)
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow()
  return { links: Number(links), replaced, renewed: await countRenewed(job, read) }
}

async function countReplaced({ task, snapshotId }: PreviewJob, read: SubjectRead): Promise<number> {
  const { replaced } = await task.store.db
    .selectFrom('staged_entries as absent')
    .innerJoin('links', 'links.id', 'absent.link_id')
    .leftJoin('people', (join) =>
      join.onRef('people.id', '=', 'links.local_id').on('links.kind', '=', 'person'),
    )
    .leftJoin('groups', (join) =>
      join.onRef('groups.id', '=', 'links.local_id').on('links.kind', '=', 'group'),
    )
    .select(({ fn }) => fn.countAll().as('replaced'))
    .where('absent.snapshot_id', '=', snapshotId)
    .where('absent.kind', '=', absentKind(read))
    // Its name is left free: the look-up found it nowhere.
    .where('absent.dn_key', '=', '')
    .where('links.state', '=', 'active')
    .where((build) => {
      const fresh = build
        .selectFrom('staged_entries as fresh')
        .select('fresh.id')
        .where('fresh.snapshot_id', '=', snapshotId)
        .where('fresh.kind', '=', read.kind)
        .where('fresh.link_id', 'is', null)
      const name = build.fn.coalesce(build.ref('people.username_key'), build.ref('groups.name_key'))
      return build.or([
        build.exists(fresh.whereRef('fresh.dn_key', '=', 'links.dn_key')),
        build.exists(fresh.where('fresh.username_key', '=', name)),
      ])
    })
    .executeTakeFirstOrThrow()
  return Number(replaced)
}

/** By the last run that re-linked, unless it came to its end: who was left out then was left out for good. */
async function countRenewed(job: PreviewJob, read: SubjectRead): Promise<number> {
  const run = await lastRelinking(job)
  if (!run || run.state === 'succeeded') return 0
  const { renewed } = await job.task.store.db
    .selectFrom('journal')
    .innerJoin('plan_changes as change', 'change.id', 'journal.change_id')
    .select(({ fn }) => fn.countAll().as('renewed'))
    .where('journal.run_id', '=', run.id)
    .where('journal.state', '=', 'done')
    .where('change.reason', '=', 'restored')
    .where('change.subject_kind', '=', read.kind)
    .executeTakeFirstOrThrow()
  return Number(renewed)
}
