import type { MatchingRule } from '@bindery/contract'
import { dnKey, parseDn } from '@bindery/contract/ldap-text'
import { DirectoryError, type AttributeValue } from '@bindery/directory'
import { claimsAccount, type MatchKeys, type NewEntry } from '@bindery/sync'
import { isCovered } from './is-covered.ts'
import type { LocalObject } from './load-staged.ts'
import { keyRules, outsideOf, type OutsideEntry, type Wanted } from './outside-entries.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { stagedOutside, stageOutside } from './stage-outside.ts'

/** An account or group with the entry that it would get. */
export interface EntryDraft {
  readonly local: LocalObject
  readonly entry: NewEntry
}

/** An entry outside what is synced that speaks against a new one. */
export interface Elsewhere {
  readonly dn: string
  /** By which key it is the account's; null: it only has the name that the new one would get. */
  readonly by: MatchingRule | null
  /** Why it is outside, as a clause. */
  readonly because: string
}

const draftsPerSearch = 50
/** Beyond it, everything outside is read once: a server without an index goes through all of it for each search. */
const mostSearched = 500

/**
 * Looks for the new entries of a plan among all that the bind account can see: somebody whose entry is outside the bases,
 * the filter or the groups of the limit is there already, and so may be the name. By local id. Rejects with
 * `DirectoryError` when that cannot be known.
 */
export async function findElsewhere(
  job: PreviewJob,
  read: SubjectRead,
  drafts: readonly EntryDraft[],
): Promise<Map<number, Elsewhere>> {
  const outside = job.outsideRead[read.kind]
  outside.searched += drafts.length
  if (outside.searched > mostSearched && outside.staged === null) outside.staged = await tryToStage(job, read)
  const found = new Map<number, Elsewhere>()
  for (let start = 0; start < drafts.length; start += draftsPerSearch) {
    const wanted = drafts.slice(start, start + draftsPerSearch).map((draft) => toWanted(job, read, draft))
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

const noKeys: MatchKeys = { username: null, employeeNumber: null, email: null }

function toWanted(job: PreviewJob, read: SubjectRead, { local, entry }: EntryDraft): Wanted {
  const keys = { ...noKeys }
  const [rdn = []] = parseDn(entry.dn)
  const values: AttributeValue[] = rdn.map(({ type, value }) => ({ attribute: type, value }))
  for (const rule of keyRules(job, read)) {
    const value = local.values[rule.local]?.[0]
    if (!value) continue
    keys[rule.local] = job.forms.keyOf(rule.local, value)
    values.push({ attribute: rule.remote, value })
  }
  return { localId: local.id, keys, dnKey: dnKey(entry.dn), values }
}

/** Notes for whom an entry speaks against a new one; a key says more than a name. */
function compare(
  job: PreviewJob,
  read: SubjectRead,
  wanted: readonly Wanted[],
  { dn, keys }: OutsideEntry,
  found: Map<number, Elsewhere>,
): void {
  for (const one of wanted) {
    const by = claimsAccount(keyRules(job, read), one.keys, keys)
    const known = found.get(one.localId)
    if ((by && !known?.by) || (!known && one.dnKey === dnKey(dn)))
      found.set(one.localId, { dn, by, because: whyOutside(job, read, dn) })
  }
}

function whyOutside({ limit }: PreviewJob, read: SubjectRead, dn: string): string {
  if (!isCovered(read, dn)) return 'no search base covers it'
  return limit && read.kind === 'person'
    ? 'the object class, the filter or the groups that synchronization is limited to do not let it through'
    : 'the object class or the filter does not let it through'
}
