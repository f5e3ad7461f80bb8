import type { MatchingRule } from '@bindery/contract'
import { dnKey } from '@bindery/contract/ldap-text'
import type { AttributeValue, Entry } from '@bindery/directory'
import type { EntryKeys, MatchKeys } from '@bindery/sync'
import type { PreviewJob, SubjectRead } from './preview-job.ts'

/** An entry that this read did not return as in scope. */
export interface OutsideEntry {
  readonly dn: string
  readonly keys: EntryKeys
}

/** What one draft is looked for by. */
export interface Wanted {
  readonly localId: number
  readonly keys: MatchKeys
  readonly dnKey: string
  readonly values: readonly AttributeValue[]
}

/** What identifies people; a group has no keys but its name. */
export const keyRules = (job: PreviewJob, read: SubjectRead): readonly MatchingRule[] =>
  read.kind === 'person' ? job.settings.mapping.matching : []

/** Entries with any of these values that are outside what is synced, in pages. */
export async function* outsideOf(
  job: PreviewJob,
  read: SubjectRead,
  values: readonly AttributeValue[],
): AsyncGenerator<OutsideEntry[]> {
  const attributes = ['objectclass', ...keyRules(job, read).map(({ remote }) => remote.toLowerCase())]
  for await (const page of job.session.lookFor(values, attributes)) {
    job.task.signal.throwIfAborted()
    yield (await unread(job, read, page)).map((entry) => ({ dn: entry.dn, keys: keysOf(job, read, entry) }))
  }
}

/** A group may share a mail address with somebody, and is nobody for that. */
function keysOf(job: PreviewJob, read: SubjectRead, { attributes }: Entry): EntryKeys {
  const keys = { username: [], employeeNumber: [], email: [] } as Record<MatchingRule['local'], string[]>
  const groupClass = job.settings.groups.objectClass.toLowerCase()
  if (attributes.get('objectclass')?.some((name) => name.toLowerCase() === groupClass)) return keys
  for (const { local, remote } of keyRules(job, read))
    keys[local] = (attributes.get(remote.toLowerCase()) ?? []).map((value) => job.forms.keyOf(local, value))
  return keys
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
