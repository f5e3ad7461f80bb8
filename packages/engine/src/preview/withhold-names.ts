import { wordAttribute, type Side } from '@bindery/contract/words'
import type { MergeOutcome } from '@bindery/sync'
import type { StagedPair } from './load-staged.ts'
import { newName, renameOn, whoKeepsName, type NameHolder } from './name-holders.ts'
import { toPlanValue } from './plan-value.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { subjectOf } from './staged-subject.ts'

/**
 * Takes a new name out of what flows to a side where somebody else has that name and keeps it: the write would be
 * refused, each time anew. A row tells who it is. Returns the same outcomes where every name is free.
 */
export async function withholdNames(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  outcomes: readonly MergeOutcome[],
  needs: number | null,
): Promise<readonly MergeOutcome[]> {
  let free = outcomes
  for (const side of ['accounts', 'directory'] as const) {
    const rename = renameOn(read, side, free)
    const name = rename && newName(side, rename)
    if (!rename || name === undefined || !pair.local) continue
    const wants = side === 'accounts' ? pair.local.id : pair.id
    const holder = await whoKeepsName(job, read, side, wants, name)
    if (!holder) continue
    if (side === 'accounts') job.namesTaken[read.kind].set(holder.id, { dn: pair.dn, owner: pair.local.name })
    await tellTaken(job, read, pair, { side, rename, name, holder, needs })
    free = free.map((outcome) => (outcome === rename ? stays(outcome) : outcome))
  }
  return free
}

const stays = (outcome: MergeOutcome): MergeOutcome => ({
  ...outcome,
  state: 'unknown',
  toAccounts: null,
  toDirectory: null,
  overwritten: false,
})

interface Taken {
  readonly side: Side
  readonly rename: MergeOutcome
  readonly name: string
  readonly holder: NameHolder
  readonly needs: number | null
}

function tellTaken(
  job: PreviewJob,
  read: SubjectRead,
  pair: StagedPair,
  { side, rename, name, holder, needs }: Taken,
): Promise<number> {
  const what = side === 'directory' ? 'entry' : read.kind === 'person' ? 'account' : 'group'
  const attribute = wordAttribute(rename.rule.local)
  const { outside } = holder
  const told =
    outside && 'problem' in outside
      ? ({
          reason: 'withheld_lookup_failed',
          effect: `Not renamed to ${name}`,
          why: `It could not be looked up whether an entry outside what is synced has the same ${attribute}: ${outside.problem}.`,
        } as const)
      : ({
          reason: 'withheld_name_taken',
          effect: `Not renamed to ${name}: the ${attribute} is taken`,
          why: `The ${what} ${holder.called} has the same ${attribute} and keeps it${outside ? `: it is outside what is synced, since ${outside.because}` : ''}. Rename one of the two, here or in the directory.`,
        } as const)
  return job.plan.add({
    ...subjectOf(read, pair),
    side,
    kind: 'withheld',
    ...told,
    why: `${rename.why} ${told.why}`,
    dependsOn: needs,
    applicable: false,
    values: [toPlanValue(rename, null, rename.why)],
  })
}
