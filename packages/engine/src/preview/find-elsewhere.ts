import { dnKey, parseDn } from '@bindery/contract/ldap-text'
import type { AttributeValue } from '@bindery/directory'
import type { NewEntry } from '@bindery/sync'
import type { LocalObject } from './load-staged.ts'
import { lookOutside, type Elsewhere } from './look-outside.ts'
import { keyRules, noKeys, usernameRule, type Wanted } from './outside-entries.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'

/** An account or group with the entry that it would get. */
export interface EntryDraft {
  readonly local: LocalObject
  readonly entry: NewEntry
}

/**
 * Looks for the new entries of a plan among all that the bind account can see: somebody whose entry is outside the bases,
 * the filter or the groups of the limit is there already, and so may be the DN or the username. By local id. Rejects with
 * `DirectoryError` when that cannot be known.
 */
export async function findElsewhere(
  job: PreviewJob,
  read: SubjectRead,
  drafts: readonly EntryDraft[],
): Promise<Map<number, Elsewhere>> {
  const wanted = drafts.map((draft) => toWanted(job, read, draft))
  const found = await lookOutside(job, read, wanted)
  return new Map(Array.from(found, ([{ localId }, elsewhere]) => [localId, elsewhere]))
}

function toWanted(
  job: PreviewJob,
  read: SubjectRead,
  { local, entry }: EntryDraft,
): Wanted & { readonly localId: number } {
  const keys = { ...noKeys }
  const [rdn = []] = parseDn(entry.dn)
  const values: AttributeValue[] = rdn.map(({ type, value }) => ({ attribute: type, value }))
  for (const rule of keyRules(job, read)) {
    const value = local.values[rule.local]?.[0]
    if (!value) continue
    keys[rule.local] = job.forms.keyOf(rule.local, value)
    values.push({ attribute: rule.remote, value })
  }
  const attribute = usernameRule(read)?.remoteName ?? ''
  const username = entry.attributes[attribute]?.[0]
  if (username !== undefined) values.push({ attribute, value: username })
  return {
    localId: local.id,
    keys,
    dnKey: dnKey(entry.dn),
    name: username === undefined ? null : job.forms.keyOf('username', username),
    values: distinct(values),
  }
}

/** Most often the username is a key and names the entry as well. */
const distinct = (values: readonly AttributeValue[]): AttributeValue[] => [
  ...new Map(values.map((one) => [`${one.attribute.toLowerCase()}=${one.value}`, one])).values(),
]
