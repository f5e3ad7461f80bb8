import type { MatchingRule } from '@bindery/contract'
import { dnKey } from '@bindery/contract/ldap-text'
import { DirectoryError } from '@bindery/directory'
import { claimsAccount } from '@bindery/sync'
import { isCovered } from './is-covered.ts'
import { keyRules, outsideOf, type OutsideEntry, type Wanted } from './outside-entries.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { stagedOutside, stageOutside } from './stage-outside.ts'

/** An entry outside what is synced that speaks against a new one, or against a new name. */
export interface Elsewhere {
  readonly dn: string
  /** By which key it is the account's; else what it has that the new one would have: its DN, or only its username. */
  readonly by: MatchingRule | 'dn' | 'username'
  /** Why it is outside, as a clause. */
  readonly because: string
}

const wantedPerSearch = 50
/** Beyond it, everything outside is read once: a server without an index goes through all of it for each search. */
const mostSearched = 500

/**
 * Looks among all that the bind account can see, and that is not synced, for what speaks against each of these. Rejects
 * with `DirectoryError` when that cannot be known.
 */
export async function lookOutside<One extends Wanted>(
  job: PreviewJob,
  read: SubjectRead,
  all: readonly One[],
): Promise<Map<One, Elsewhere>> {
  const outside = job.outsideRead[read.kind]
  outside.searched += all.length
  if (outside.searched > mostSearched && outside.staged === null) outside.staged = await tryToStage(job, read)
  const found = new Map<One, Elsewhere>()
  for (let start = 0; start < all.length; start += wantedPerSearch) {
    const wanted = all.slice(start, start + wantedPerSearch)
    const pages =
      outside.staged === true
        ? stagedOutside(job, read, wanted)
        : outsideOf(
            job,
            read,
            wanted.flatMap((one) => one.values),
          )
    for await (const page of pages) for (const entry of page) compare(job, read, wanted, entry, found)
  }
  return found
}

/** A server may refuse to tell all, and answer a search all the same. */
async function tryToStage(job: PreviewJob, read: SubjectRead): Promise<boolean> {
  try {
    await stageOutside(job, read)
    return true
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error
    job.task.signal.throwIfAborted()
    return false
  }
}

/** Notes for whom an entry speaks against a new one; a key says more than a DN, and that more than a username. */
function compare<One extends Wanted>(
  job: PreviewJob,
  read: SubjectRead,
  wanted: readonly One[],
  entry: OutsideEntry,
  found: Map<One, Elsewhere>,
): void {
  const key = dnKey(entry.dn)
  for (const one of wanted) {
    const by = claimsAccount(keyRules(job, read), one.keys, entry.keys) ?? sharedName(one, entry, key)
    if (by && weight(by) > weight(found.get(one)?.by))
      found.set(one, { dn: entry.dn, by, because: whyOutside(job, read, entry.dn) })
  }
}

function sharedName(one: Wanted, { names }: OutsideEntry, key: string): 'dn' | 'username' | null {
  if (one.dnKey === key) return 'dn'
  return one.name !== null && names.includes(one.name) ? 'username' : null
}

const weight = (by: Elsewhere['by'] | undefined): number =>
  by === undefined ? 0 : by === 'username' ? 1 : by === 'dn' ? 2 : 3

function whyOutside({ limit }: PreviewJob, read: SubjectRead, dn: string): string {
  if (!isCovered(read, dn)) return 'no search base covers it'
  return limit && read.kind === 'person'
    ? 'the object class, the filter or the groups that synchronization is limited to do not let it through'
    : 'the object class or the filter does not let it through'
}
