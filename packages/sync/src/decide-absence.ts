import type { Direction, Policy, Reason, SubjectKind } from '@bindery/contract'

/**
 * Why a linked entry is not where it should be, as the look-up by its stable id answered (rule 4). `held_entry_gone`: it
 * had left the scope, its person is on hold for that, and now it is nowhere.
 */
export const entryAbsences = [
  'entry_unknown',
  'entry_gone',
  'entry_left_scope',
  'held_entry_gone',
  'hold_expired',
  'hold_expired_elsewhere',
  'both_gone',
] as const

/** Whether the side that is still there was changed since the base, and what a person decided about that. */
export const edits = ['none', 'undecided', 'accept', 'restore'] as const

interface Situation {
  /** Only people can be held or disabled. */
  readonly subject: SubjectKind
  /** The read proved itself complete. */
  readonly proven: boolean
  /** The bind account, or listed: never removed, disabled or held (rule 8). */
  readonly protected: boolean
  readonly edit: (typeof edits)[number]
}
export interface AbsentEntry extends Situation {
  readonly absent: (typeof entryAbsences)[number]
  /** Another entry claims to be this account, as one that was deleted and made anew does. */
  readonly contested: boolean
  /** Most stable ids changed at once (`isRestored`): that one is missing says nothing. */
  readonly restored: boolean
}
export interface DeletedAccount extends Situation {
  /** An attribute that says whether a person is active is written to the directory. */
  readonly statusMapped: boolean
}

export type AbsencePolicy = Pick<
  Policy,
  'direction' | 'goneFromDirectory' | 'missingEntry' | 'leftScope' | 'goneFromAccounts' | 'missingAccount'
>

type Withheld = { readonly outcome: 'withheld'; readonly reason: Extract<Reason, `withheld_${string}`> }
interface Act<Outcome> {
  readonly outcome: Outcome
}
/** `ask` proposes the re-creation and leaves it out; `ignore` only tells. */
export type AbsentEntryOutcome =
  | Act<'hold' | 'disable' | 'delete' | 'unlink' | 'recreate' | 'ask' | 'ignore'>
  | { readonly outcome: 'conflict'; readonly reason: 'conflict_deleted_in_directory' }
  | Withheld
/** `unlink`: the entry is left alone, and remembered so that it does not come back as new. */
export type DeletedAccountOutcome =
  | Act<'disable' | 'move' | 'delete' | 'unlink' | 'recreate' | 'ask'>
  | { readonly outcome: 'conflict'; readonly reason: 'conflict_deleted_in_accounts' }
  | Withheld

const act = <Outcome>(outcome: Outcome): Act<Outcome> => ({ outcome })
const withhold = (reason: Withheld['reason']): Withheld => ({ outcome: 'withheld', reason })

/**
 * Decides what the absence of a linked entry leads to (rules 4, 7 and 8). Every switch here is exhaustive: a new kind
 * of absence, direction or policy that nothing handles does not compile. docs/sync-rules.md has the table.
 */
export function decideAbsentEntry(situation: AbsentEntry, policy: AbsencePolicy): AbsentEntryOutcome {
  if (situation.absent === 'entry_unknown') return withhold('withheld_lookup_failed')
  if (!situation.proven) return withhold('withheld_incomplete_read')
  if (situation.restored && isNowhere(situation.absent)) return withhold('withheld_restored')
  switch (situation.absent) {
    case 'both_gone':
      return act('unlink')
    case 'entry_gone':
      return accountsLead(policy.direction)
        ? decideMissingEntry(situation, policy)
        : decideGoneEntry(situation, policy)
    case 'entry_left_scope':
      return accountsLead(policy.direction) ? act('ignore') : decideLeftScope(situation, policy)
    // On hold already: that goes on, or what follows by the policy comes in its place.
    case 'held_entry_gone':
      return accountsLead(policy.direction) ? act('ignore') : decideGoneEntry(situation, policy)
    case 'hold_expired':
      return accountsLead(policy.direction) ? act('ignore') : decideExpiredHold(situation, policy)
    // The entry is back, but out of scope: nobody is deleted for that.
    case 'hold_expired_elsewhere':
      return act('ignore')
  }
}

/** No entry has the stable id any more. */
function isNowhere(absent: AbsentEntry['absent']): boolean {
  switch (absent) {
    case 'entry_gone':
    case 'held_entry_gone':
    case 'hold_expired':
    case 'both_gone':
      return true
    case 'entry_unknown':
    case 'entry_left_scope':
    case 'hold_expired_elsewhere':
      return false
  }
}

/** Decides what becomes of an entry whose linked account was deleted. */
export function decideDeletedAccount(
  situation: DeletedAccount,
  policy: AbsencePolicy,
): DeletedAccountOutcome {
  switch (policy.direction) {
    case 'directory_to_accounts':
      return act(policy.missingAccount === 'ignore' ? 'unlink' : policy.missingAccount)
    case 'accounts_to_directory':
    case 'two_way':
      return decideOrphan(situation, policy)
  }
}

/** One-way from the accounts: nothing that the directory lacks takes anything from them. */
function accountsLead(direction: Direction): boolean {
  switch (direction) {
    case 'accounts_to_directory':
      return true
    case 'directory_to_accounts':
    case 'two_way':
      return false
  }
}

function decideMissingEntry({ contested }: AbsentEntry, policy: AbsencePolicy): AbsentEntryOutcome {
  switch (policy.missingEntry) {
    case 'ignore':
      return act('ignore')
    case 'recreate':
    case 'ask':
      return contested ? withhold('withheld_depends_on_conflict') : act(policy.missingEntry)
  }
}

function decideGoneEntry(situation: AbsentEntry, policy: AbsencePolicy): AbsentEntryOutcome {
  switch (policy.goneFromDirectory) {
    case 'ignore':
      return act('ignore')
    case 'unlink':
      return situation.protected ? withhold('withheld_protected') : act('unlink')
    case 'hold':
    case 'disable':
      return takeFromAccounts(
        situation,
        policy,
        situation.subject === 'group' ? 'unlink' : policy.goneFromDirectory,
      )
    case 'delete':
      return takeFromAccounts(situation, policy, 'delete')
  }
}

function decideLeftScope(situation: AbsentEntry, policy: AbsencePolicy): AbsentEntryOutcome {
  switch (policy.leftScope) {
    case 'ignore':
      return act('ignore')
    case 'hold':
    case 'unlink':
      if (situation.protected) return withhold('withheld_protected')
      return act(situation.subject === 'group' ? 'unlink' : policy.leftScope)
  }
}

/** Only a policy that still holds or deletes takes the account; by any other the hold goes on. */
function decideExpiredHold(situation: AbsentEntry, policy: AbsencePolicy): AbsentEntryOutcome {
  switch (policy.goneFromDirectory) {
    case 'hold':
    case 'delete':
      return takeFromAccounts(situation, policy, 'delete')
    case 'disable':
    case 'unlink':
    case 'ignore':
      return act('ignore')
  }
}

/** A person edited here and gone there is a conflict; where values flow one way, the edit would not have counted. */
function takeFromAccounts(
  situation: AbsentEntry,
  { direction }: AbsencePolicy,
  outcome: 'hold' | 'disable' | 'delete' | 'unlink',
): AbsentEntryOutcome {
  if (situation.protected) return withhold('withheld_protected')
  const decided =
    outcome === 'unlink' || direction !== 'two_way'
      ? act(outcome)
      : unlessEdited(situation.edit, outcome, 'conflict_deleted_in_directory')
  // A hold does not get in the way of that conflict; a deletion or a second entry would.
  const hasty = decided.outcome === 'delete' || decided.outcome === 'recreate'
  return hasty && situation.contested ? withhold('withheld_depends_on_conflict') : decided
}

function decideOrphan(situation: DeletedAccount, policy: AbsencePolicy): DeletedAccountOutcome {
  switch (policy.goneFromAccounts) {
    case 'ignore':
      return act('unlink')
    case 'disable':
      if (situation.subject === 'group') return act('unlink')
      return takeFromDirectory(situation, policy, 'disable')
    case 'move':
    case 'delete':
      return takeFromDirectory(situation, policy, policy.goneFromAccounts)
  }
}

function takeFromDirectory(
  situation: DeletedAccount,
  { direction }: AbsencePolicy,
  outcome: 'disable' | 'move' | 'delete',
): DeletedAccountOutcome {
  if (!situation.proven) return withhold('withheld_incomplete_read')
  if (situation.protected) return withhold('withheld_protected')
  if (outcome === 'disable' && !situation.statusMapped) return withhold('withheld_no_status_attribute')
  if (direction !== 'two_way') return act(outcome)
  return unlessEdited(situation.edit, outcome, 'conflict_deleted_in_accounts')
}

/** An edit that the deletion would lose is for a person to decide about: the deletion stands, or it is undone. */
function unlessEdited<Outcome extends string, Why extends string>(
  edit: Situation['edit'],
  outcome: Outcome,
  reason: Why,
): Act<Outcome | 'recreate'> | { readonly outcome: 'conflict'; readonly reason: Why } {
  switch (edit) {
    case 'none':
    case 'accept':
      return act(outcome)
    case 'restore':
      return act('recreate')
    case 'undecided':
      return { outcome: 'conflict', reason }
  }
}
