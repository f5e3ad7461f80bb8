import type { Candidate, ConflictFamily, DecisionKind } from '@bindery/contract'

/** What a conflict may be decided as. An account that belongs to an entry which is still there cannot be given away. */
export function decisionChoices(family: ConflictFamily, candidates: readonly Candidate[]): DecisionKind[] {
  switch (family) {
    case 'values':
      return ['values']
    case 'match':
      return [...(candidates.some(canBeLinked) ? (['link'] as const) : []), 'separate', 'ignore']
    case 'deleted_in_accounts':
    case 'deleted_in_directory':
      return ['accept', 'restore']
  }
}

/** Whether an entry may be decided to be this account. */
export const canBeLinked = ({ localId, link }: Pick<Candidate, 'localId' | 'link'>): boolean =>
  localId !== null && link !== 'there'
