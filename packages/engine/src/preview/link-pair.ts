import type { Reason } from '@bindery/contract'
import type { FoundConflict } from './found-conflict.ts'
import type { StagedPair } from './load-staged.ts'
import { mergePair } from './merge-pair.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { subjectOf } from './staged-subject.ts'

interface LinkFor {
  readonly reason: Reason
  readonly effect: string
  readonly why: string
  /** People decided so. */
  readonly conflict?: FoundConflict
  /** The stable id of the entry that is gone, whose link this one takes over. */
  readonly instead?: string
}

/** The row that makes an entry and an account a pair, and what their values come to at first sight. */
export async function linkPair(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  { reason, effect, why, conflict, instead }: LinkFor,
): Promise<void> {
  if (read.kind === 'person' && pair.local) {
    job.comparable.add(pair.local.id)
    if (instead !== undefined) job.returned.entry.add(pair.local.id)
    job.newPairs += 1
  }
  const id = await job.plan.add({
    ...subjectOf(read, pair),
    side: 'accounts',
    kind: 'link',
    reason,
    effect,
    why,
    ...(conflict && { conflict }),
    ...(instead !== undefined && { payload: { instead } }),
  })
  return mergePair(job, read, pair, id)
}
