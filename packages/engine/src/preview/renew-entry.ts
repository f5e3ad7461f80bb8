import type { SubjectKind } from '@bindery/contract'
import type { PlacedOutcome } from '@bindery/sync'
import { accountsAt, type AccountAt } from './accounts-at.ts'
import type { AccountInQuestion } from './match-question.ts'
import type { ReadJob, SubjectRead } from './preview-job.ts'
import type { MatchedEntry } from './write-matches.ts'

/** Whose entries stood where these do, by DN key, where that tells something: in a restored directory. */
export async function placesOf(
  job: ReadJob,
  read: SubjectRead,
  dnKeys: readonly string[],
): Promise<ReadonlyMap<string, AccountAt>> {
  return job.restored.has(read.kind) ? accountsAt(job, read, dnKeys) : new Map()
}

/** In a restored directory, an account whose entry is gone can be another entry's. */
export const freed = <Account extends AccountInQuestion>(
  job: ReadJob,
  kind: SubjectKind,
  account: Account,
) => (job.restored.has(kind) && account.gone ? { ...account, linked: false } : account)

/** The accounts that an entry may be: who shares a key with it, and whose place it has. */
export const orAt = (place: AccountAt | null, accounts: readonly AccountInQuestion[]) =>
  place && !place.deleted && !accounts.some(({ id }) => id === place.id) ? [...accounts, place] : accounts

/**
 * What becomes of an entry that is recognised as that of a link under a new stable id: nothing is done about it, nor
 * about the one that is gone. Null when it is not.
 */
export function renewEntry(
  job: ReadJob,
  kind: SubjectKind,
  entry: { readonly id: number; readonly stableId: string | null },
  outcome: PlacedOutcome,
  { accounts, place }: { readonly accounts: readonly AccountInQuestion[]; readonly place: AccountAt | null },
): MatchedEntry | null {
  if (!('id' in outcome) || entry.stableId === null) return null
  const account = place?.id === outcome.id ? place : accounts.find(({ id }) => id === outcome.id)
  if (!account?.linked) return null
  job.relinked[kind].add(account.id)
  const renews = {
    stableId: account.linkedTo ?? '',
    by: 'rule' in outcome ? outcome.rule : null,
    moved: account !== place,
  }
  return { id: entry.id, localId: account.id, verdict: { reason: 'withheld_restored', renews } }
}
