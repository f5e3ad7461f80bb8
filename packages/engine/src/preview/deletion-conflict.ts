import type { Decision, PlanValue } from '@bindery/contract'
import { valueFacts, type MergeOutcome } from '@bindery/sync'
import { findDecision } from './find-decision.ts'
import { conflictKey, type FoundConflict } from './found-conflict.ts'
import type { StagedPair } from './load-staged.ts'
import { toPlanValue } from './plan-value.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'

/** What the side that is still there would lose. */
export interface Edit {
  readonly values: readonly MergeOutcome[]
  /** Of a group: people joined or left it. */
  readonly members: boolean
}
export const isEdited = ({ values, members }: Edit) => values.length > 0 || members

/** One side deleted what the other changed since the base. */
export function deletionConflict(
  family: 'deleted_in_accounts' | 'deleted_in_directory',
  read: SubjectRead,
  pair: StagedPair,
  edit: Edit,
): FoundConflict {
  const here = family === 'deleted_in_directory'
  const version = here ? String(pair.local?.rowVersion) : pair.hash
  return {
    key: conflictKey(family, read.kind, pair),
    family,
    reason: `conflict_${family}`,
    why: here
      ? 'The entry is gone, and the account was changed since the last sync: that would be lost.'
      : 'The account was deleted, and its entry was changed since the last sync: that would be lost.',
    facts: { ...valueFacts(edit.values), ...(edit.members ? { members: version } : {}) },
    values: edit.values.map((outcome): PlanValue => {
      const why = `Changed in the ${here ? 'accounts' : 'directory'} since the last sync.`
      const value = toPlanValue(outcome, null, why)
      return here ? { ...value, directory: [] } : { ...value, accounts: [] }
    }),
    candidates: [],
  }
}

/** What a person decided about it: the deletion stands, or what was deleted comes back. */
export async function editDecision(
  job: PreviewJob,
  conflict: FoundConflict,
): Promise<'undecided' | 'accept' | 'restore'> {
  const kind: Decision['kind'] | undefined = (await findDecision(job, conflict))?.kind
  return kind === 'accept' || kind === 'restore' ? kind : 'undecided'
}
