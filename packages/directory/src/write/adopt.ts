import { sameDn } from '@bindery/contract/ldap-text'
import type { Directory } from '../directory.ts'
import { problem } from '../problems.ts'
import { entryAt } from '../read/find-entry.ts'
import { readOwner } from '../read/read-owner.ts'
import type { Entry, EntryValues, WriteOutcome } from '../types.ts'
import { asOutcome } from './send-write.ts'

/**
 * What became of a creation that was sent and never answered (rule 10). The entry at its DN is ours when it holds every
 * value of the intent and was created by our own bind account, not before `since` (a change token of this server, so
 * both times are by its clock; '' where it serves none). Active Directory does not name the creator, but makes it the
 * owner. Null: nothing is there, so it can be sent again.
 */
export async function adopt(
  directory: Directory,
  dn: string,
  attributes: EntryValues,
  since: string,
): Promise<WriteOutcome | null> {
  let absent = false
  const outcome = await asOutcome<WriteOutcome>(async () => {
    const given = [...attributes].filter(([, values]) => values.length > 0)
    const entry = await entryAt(directory, dn, [...given.map(([name]) => name), ...operational])
    absent = entry === null
    const ours =
      entry !== null && isAsIntended(entry, given, since) && (await isCreatedByUs(directory, entry))
    if (!ours || entry.stableId === null)
      return { state: 'drifted', problem: problem('already_exists', { raw: dn }) }
    return { state: 'done', atomic: true, dn: entry.dn, stableId: entry.stableId, after: entry }
  })
  return absent ? null : outcome
}

const operational = ['creatorsName', 'createTimestamp']

function isAsIntended(
  entry: Entry,
  given: readonly (readonly [string, readonly string[]])[],
  since: string,
): boolean {
  const asIntended = given.every(([name, values]) => {
    const now = new Set(valuesOf(entry, name).map((value) => value.toLowerCase()))
    return values.every((value) => now.has(value.toLowerCase()))
  })
  const [created = ''] = valuesOf(entry, 'createTimestamp')
  return asIntended && seconds(created) >= newest(since)
}

async function isCreatedByUs(directory: Directory, entry: Entry): Promise<boolean> {
  const { activeDirectory, owners, boundAs } = directory.server
  if (activeDirectory) return owners.includes((await readOwner(directory, entry.dn)) ?? '')
  const [creator = ''] = valuesOf(entry, 'creatorsName')
  return sameDn(creator, boundAs)
}

const valuesOf = (entry: Entry, name: string) => entry.attributes.get(name.toLowerCase()) ?? []

/** YYYYMMDDHHMMSS of a generalised time (RFC 4517 §3.3.13) or of a CSN, which begins with one. */
const seconds = (time: string) => time.slice(0, 14)

const newest = (token: string) => token.split(' ').map(seconds).sort().at(-1) ?? ''
