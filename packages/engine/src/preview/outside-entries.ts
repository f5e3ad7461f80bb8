import type { MatchingRule } from '@bindery/contract'
import { dnKey } from '@bindery/contract/ldap-text'
import type { AttributeValue, Entry } from '@bindery/directory'
import type { CompiledRule, EntryKeys, MatchKeys } from '@bindery/sync'
import type { PreviewJob, SubjectRead } from './preview-job.ts'

/** An entry that this read did not return as in scope. */
export interface OutsideEntry {
  readonly dn: string
  readonly keys: EntryKeys
  /** Its usernames, as keys. */
  readonly names: readonly string[]
}

/** What a new entry, or a new name, is looked for by. */
export interface Wanted {
  readonly keys: MatchKeys
  /** Where the new entry would be; null: there is one already. */
  readonly dnKey: string | null
  /** The username that the entry would get, as a key; null: it gets none. */
  readonly name: string | null
  readonly values: readonly AttributeValue[]
}

export const noKeys: MatchKeys = { username: null, employeeNumber: null, email: null }

/** What identifies people; a group has no keys but its name. */
export const keyRules = (job: PreviewJob, read: SubjectRead): readonly MatchingRule[] =>
  read.kind === 'person' ? job.settings.mapping.matching : []

/** The rule that gives entries of people their username; undefined: none does. */
export const usernameRule = ({ kind, rules }: SubjectRead): CompiledRule | undefined =>
  kind === 'person'
    ? rules.find(({ local, pushes, template }) => local === 'username' && pushes && !template)
    : undefined

/** What is read of an entry to say whose it is and what it is called, lower case. */
export function identifying(job: PreviewJob, read: SubjectRead): string[] {
  const keys = keyRules(job, read).map(({ remote }) => remote.toLowerCase())
  const rule = usernameRule(read)
  return [...new Set(rule ? [...keys, rule.remote] : keys)]
}

/** Entries with any of these values that are outside what is synced, in pages. */
export async function* outsideOf(
  job: PreviewJob,
  read: SubjectRead,
  values: readonly AttributeValue[],
): AsyncGenerator<OutsideEntry[]> {
  const attributes = ['objectclass', ...identifying(job, read)]
  for await (const page of job.session.lookFor(values, attributes)) {
    job.task.signal.throwIfAborted()
    yield (await unread(job, read, page)).map((entry) => toOutside(job, read, entry))
  }
}

/** A group may share a mail address or a name with somebody, and is nobody for that. */
function toOutside(job: PreviewJob, read: SubjectRead, { dn, attributes }: Entry): OutsideEntry {
  const keys = { username: [], employeeNumber: [], email: [] } as Record<MatchingRule['local'], string[]>
  const groupClass = job.settings.groups.objectClass.toLowerCase()
  if (attributes.get('objectclass')?.some((name) => name.toLowerCase() === groupClass))
    return { dn, keys, names: [] }
  const keysIn = (local: MatchingRule['local'], remote: string) =>
    (attributes.get(remote.toLowerCase()) ?? []).map((value) => job.forms.keyOf(local, value))
  for (const { local, remote } of keyRules(job, read)) keys[local] = keysIn(local, remote)
  return { dn, keys, names: keysIn('username', usernameRule(read)?.remote ?? '') }
}

/** Those that are not in scope: of the others it was decided who they are. */
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
