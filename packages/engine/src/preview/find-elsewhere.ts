import type { MatchingRule } from '@bindery/contract'
import { andFilter, dnKey, parseDn, writeFilter } from '@bindery/contract/ldap-text'
import type { AttributeValue, Entry } from '@bindery/directory'
import { claimsAccount, type EntryKeys, type MatchKeys, type NewEntry } from '@bindery/sync'
import { isCovered } from './is-covered.ts'
import type { LocalObject } from './load-staged.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'

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
  const found = new Map<number, Elsewhere>()
  for (let start = 0; start < drafts.length; start += draftsPerSearch) {
    const some = drafts.slice(start, start + draftsPerSearch).map((draft) => toWanted(job, read, draft))
    for (const [id, elsewhere] of await searchFor(job, read, some)) found.set(id, elsewhere)
  }
  return found
}

/** What one draft is looked for by. */
interface Wanted {
  readonly localId: number
  readonly keys: MatchKeys
  readonly dnKey: string
  readonly values: readonly AttributeValue[]
}

const noKeys: MatchKeys = { username: null, employeeNumber: null, email: null }
const rulesOf = (job: PreviewJob, read: SubjectRead) =>
  read.kind === 'person' ? job.settings.mapping.matching : []

function toWanted(job: PreviewJob, read: SubjectRead, { local, entry }: EntryDraft): Wanted {
  const keys = { ...noKeys }
  const values: AttributeValue[] = (parseDn(entry.dn)[0] ?? []).map(({ type, value }) => ({
    attribute: type,
    value,
  }))
  for (const rule of rulesOf(job, read)) {
    const value = local.values[rule.local]?.[0]
    if (!value) continue
    keys[rule.local] = job.forms.keyOf(rule.local, value)
    values.push({ attribute: rule.remote, value })
  }
  return { localId: local.id, keys, dnKey: dnKey(entry.dn), values }
}

async function searchFor(
  job: PreviewJob,
  read: SubjectRead,
  wanted: readonly Wanted[],
): Promise<Map<number, Elsewhere>> {
  const rules = rulesOf(job, read)
  const found = new Map<number, Pick<Elsewhere, 'dn' | 'by'>>()
  const values = wanted.flatMap((one) => one.values)
  const attributes = ['objectclass', ...rules.map(({ remote }) => remote.toLowerCase())]
  for await (const page of job.session.lookFor(values, attributes)) {
    job.task.signal.throwIfAborted()
    for (const { dn, attributes: has } of await unread(job, read, page)) {
      const keys = keysOf(job, rules, has)
      for (const one of wanted) {
        const by = claimsAccount(rules, one.keys, keys)
        const known = found.get(one.localId)
        if ((by && !known?.by) || (!known && one.dnKey === dnKey(dn))) found.set(one.localId, { dn, by })
      }
    }
  }
  const covered = [...found.values()].filter(({ dn }) => isCovered(read, dn))
  const passing = covered.length === 0 ? new Set<string>() : await passFilter(job, read, values)
  return new Map(
    Array.from(found, ([id, one]) => [id, { ...one, because: whyOutside(job, read, one.dn, passing) }]),
  )
}

/** A group may share a mail address with somebody, and is nobody for that. */
function keysOf(job: PreviewJob, rules: readonly MatchingRule[], has: Entry['attributes']): EntryKeys {
  const keys = { username: [], employeeNumber: [], email: [] } as Record<MatchingRule['local'], string[]>
  const groupClass = job.settings.groups.objectClass.toLowerCase()
  if (has.get('objectclass')?.some((name) => name.toLowerCase() === groupClass)) return keys
  for (const { local, remote } of rules)
    keys[local] = (has.get(remote.toLowerCase()) ?? []).map((value) => job.forms.keyOf(local, value))
  return keys
}

/** Those of some entries that this read did not return as in scope: who they are was not asked yet. */
async function unread(
  { task: { store }, snapshotId, directoryId, seenLinks }: PreviewJob,
  { kind }: SubjectRead,
  entries: readonly Entry[],
): Promise<readonly Entry[]> {
  const staged = await store.db
    .selectFrom('staged_entries')
    .select('dn_key')
    .where('snapshot_id', '=', snapshotId)
    .where('kind', '=', kind)
    .where(
      'dn_key',
      'in',
      entries.map(({ dn }) => dnKey(dn)),
    )
    .execute()
  const links = await store.db
    .selectFrom('links')
    .select(['id', 'stable_id'])
    .where('directory_id', '=', directoryId)
    .where('kind', '=', kind)
    .where(
      'stable_id',
      'in',
      entries.flatMap(({ stableId }) => stableId ?? []),
    )
    .execute()
  const known = new Set([
    ...staged.map((row) => row.dn_key),
    ...links.filter(({ id }) => seenLinks.has(id)).map((row) => row.stable_id),
  ])
  return entries.filter(({ dn, stableId }) => !known.has(dnKey(dn)) && !known.has(stableId ?? ''))
}

/** DN keys of the entries with these values that bases and filter let through, by the server's own judgement. */
async function passFilter(
  job: PreviewJob,
  { bases, filter }: SubjectRead,
  values: readonly AttributeValue[],
): Promise<Set<string>> {
  const passing = new Set<string>()
  const filters = values.map((value) => ({ kind: 'equality', ...value }) as const)
  const wanted = andFilter(filter, writeFilter({ kind: 'or', filters }))
  for await (const item of job.session.read({ bases, filter: wanted, attributes: [] }))
    if ('entries' in item) for (const { dn } of item.entries) passing.add(dnKey(dn))
  return passing
}

function whyOutside(job: PreviewJob, read: SubjectRead, dn: string, passing: ReadonlySet<string>): string {
  if (!isCovered(read, dn)) return 'no search base covers it'
  if (!passing.has(dnKey(dn))) return 'the object class or the filter does not let it through'
  if (job.limit && read.kind === 'person')
    return 'it is in none of the groups that synchronization is limited to'
  return 'it was not there yet when the directory was read'
}
