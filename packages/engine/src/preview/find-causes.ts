import type { GuardCause, Proof } from '@bindery/contract'
import { isLoss, nameCauses, type LossEvidence } from '@bindery/sync'
import { toGuarded } from '../plans/judge-plan.ts'
import type { Tally } from '../plans/tally-plan.ts'
import type { lastPassed } from './last-applied.ts'
import type { PreviewJob } from './preview-job.ts'
import { settingsSince } from './settings-since.ts'

type Passed = Awaited<ReturnType<typeof lastPassed>>

/** What may have brought the plan to its losses (rule 8); nothing when it has none and no fewer people than before. */
export async function findCauses(
  job: PreviewJob,
  proof: Proof,
  tallies: readonly Tally[],
  last: Passed,
  started: Date,
): Promise<GuardCause[]> {
  const losses = tallies.filter((tally) => tally.applicable && isLoss(toGuarded(tally)))
  const fewer = last !== undefined && proof.complete && proof.people < last.people
  if (losses.length === 0 && !fewer) return []
  const before = last && (JSON.parse(last.proof) as Proof)
  const bases = job.people.bases.map(({ dn }) => dn).concat(job.groups.bases.map(({ dn }) => dn))
  return nameCauses({
    alarm: fewer ? 'people' : alarmOf(losses),
    changes:
      last && last.settings_version !== null
        ? await settingsSince(job, last.settings_version, started)
        : null,
    boundAs: proof.boundAs,
    server: proof.server,
    previousServer: before?.server ?? '',
    unreadable: [...new Set(proof.unreadable.map(({ attribute }) => attribute))],
    bases: proof.bases.map(({ dn, subjectKind, entries }) => ({
      dn,
      before: before?.bases.find((one) => one.dn === dn && one.subjectKind === subjectKind)?.entries ?? null,
      now: entries,
    })),
    absent: job.absences.absent,
    place: await lookAt(job, job.absences.originBelow(bases)),
    destination: job.absences.destinationOutside(bases),
  })
}

function alarmOf(losses: readonly Tally[]): LossEvidence['alarm'] {
  const counts = (kind: 'removals' | 'disables' | 'member_removals') =>
    losses.some(({ guard }) => (guard[kind] ?? 0) > 0)
  if (counts('removals') || counts('disables')) return 'people'
  return counts('member_removals') ? 'members' : 'values'
}

/** Whether a place is still there for the bind account, and has anything in it. */
async function lookAt(
  job: PreviewJob,
  place: { dn: string; count: number } | null,
): Promise<LossEvidence['place']> {
  if (!place) return null
  let entries = 0
  for await (const item of job.session.read({
    bases: [{ dn: place.dn, scope: 'one_level' }],
    filter: '(objectClass=*)',
    attributes: [],
  })) {
    if ('proof' in item) {
      if (item.proof.error !== null) return { ...place, state: 'gone' }
    } else entries += item.entries.length
    if (entries > 0) break
  }
  return { ...place, state: entries > 0 ? 'there' : 'empty' }
}
