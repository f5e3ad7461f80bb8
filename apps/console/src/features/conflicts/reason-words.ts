import type { ConflictReason, ConflictState } from '@bindery/contract'

/** What sort of conflict it is, in a few words. */
export const reasonWords: Record<ConflictReason, string> = {
  conflict_values: 'Both sides changed it',
  conflict_ambiguous_match: 'Several fit',
  conflict_duplicate_key: 'Entries share a key',
  conflict_stronger_key_differs: 'A stronger key differs',
  conflict_username_taken: 'Only the name is the same',
  conflict_recreated: 'Belongs to another entry',
  conflict_deleted_in_accounts: 'Account deleted, entry changed',
  conflict_deleted_in_directory: 'Entry gone, account changed',
}

export const stateWords: Record<ConflictState, string> = {
  open: 'Open',
  decided: 'Decided',
  settled: 'Settled',
}
