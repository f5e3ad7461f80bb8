import type { StagedPair } from './load-staged.ts'
import { mergePair } from './merge-pair.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { subjectOf } from './staged-subject.ts'

/** The entry of a resting link is back, with the same stable id: the pair is taken up again, and merged. */
export async function planReturn(job: PreviewJob, read: SubjectRead, pair: StagedPair): Promise<void> {
  const { local } = pair
  if (!local) return
  const held = read.kind === 'person' && (await isHeld(job, local.id))
  const stays = read.kind === 'person' && local.values['active']?.[0] === 'false'
  const returned = await job.plan.add({
    ...subjectOf(read, pair),
    side: 'accounts',
    kind: held ? 'release' : 'link',
    reason: 'reappeared',
    effect: held ? 'Release from hold: the entry is back' : 'Link again: the entry is back',
    why: `An entry with the same stable id is there again.${stays ? ' The account is disabled; the return of the entry alone does not change that.' : ''}`,
    payload: { dn: pair.dn },
  })
  if (read.kind === 'person') {
    job.comparable.add(local.id)
    if (pair.link?.state === 'gone_directory') job.returned.entry.add(local.id)
    job.newPairs += 1
  }
  return mergePair(job, read, pair, returned)
}

async function isHeld(job: PreviewJob, personId: number): Promise<boolean> {
  const open = await job.task.store.db
    .selectFrom('holds')
    .select('id')
    .where('directory_id', '=', job.directoryId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return open !== undefined
}
