import type { PlanValue, Side } from '@bindery/contract'
import type { StagedPair } from './load-staged.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { subjectOf } from './staged-subject.ts'

/** Why the pair's account and entry must stay as they are, in a sentence; '' when nothing protects them. */
export function whyProtected(
  { protection }: PreviewJob,
  { kind }: SubjectRead,
  { dn, link, localId }: StagedPair,
): string {
  return protection.why({ dns: link ? [dn, link.dn] : [dn], localId: kind === 'person' ? localId : null })
}

/** Tells that somebody protected is not disabled on a side, and why. */
export async function tellKeptActive(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  { side, needs, values }: { side: Side; needs: number | null; values: readonly PlanValue[] },
): Promise<void> {
  await job.plan.add({
    ...subjectOf(read, pair),
    side,
    kind: 'withheld',
    reason: 'withheld_protected',
    effect: 'Stays active',
    why: `It was disabled on the other side. ${whyProtected(job, read, pair)}`,
    dependsOn: needs,
    applicable: false,
    values: values.map((value) => ({ ...value, after: null })),
  })
}
