import type { StagedPair } from './load-staged.ts'
import type { Renewal } from './match-question.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { subjectOf } from './staged-subject.ts'

/**
 * The entry of a link has a new stable id. Nothing else is compared until the link has it too: the next preview then
 * goes on from the base, as if it had never changed.
 */
export async function planRenewal(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  renewal: Renewal,
): Promise<void> {
  job.renewed[read.kind] += 1
  const why = `The entry has a new stable id, as most others have. ${recognised(renewal)}`
  const row = { ...subjectOf(read, pair), side: 'accounts' as const }
  await job.plan.add(
    job.relinks
      ? {
          ...row,
          kind: 'link',
          reason: 'restored',
          effect: 'Re-link: the entry has a new stable id',
          why: `${why} Only the stable id changes: the account, its memberships and what was agreed at the last sync stay.`,
          payload: { renews: renewal.stableId },
        }
      : {
          ...row,
          kind: 'withheld',
          reason: 'withheld_restored',
          effect: 'Waits to be re-linked',
          why,
          applicable: false,
        },
  )
}

function recognised({ by, moved }: Renewal): string {
  const place = moved ? 'It stands elsewhere now, but' : 'It stands where it was, and'
  return by
    ? `${place} its ${by.remote} is that of the account.`
    : `${place} nothing of it says that it is another.`
}
