import type { Settings } from '@bindery/contract'
import { andFilter, caseIgnoreKey, writeFilter } from '@bindery/contract/ldap-text'
import { DirectoryError, peopleFilter, type DirectorySession, type Entry } from '@bindery/directory'

/** A person in scope, as far as signing in goes. */
export interface FoundPerson {
  readonly dn: string
  readonly stableId: string
  /** As the entry spells it. */
  readonly username: string
  readonly displayName: string
  /** SID of the primary group in a domain, which holds no value for it; null elsewhere. */
  readonly primaryGroupSid: string | null
}

/**
 * The one person in scope whose username this is: by the people's search bases and filter, and their username attribute.
 * None and several are both nobody: it is never guessed who is meant. Rejects with `DirectoryError` when the search did
 * not come to its end.
 */
export async function findOnePerson(
  session: DirectorySession,
  settings: Settings,
  username: string,
): Promise<{ readonly person: FoundPerson } | { readonly note: string }> {
  const { people } = settings
  // String preparation drops control characters (RFC 4518 §2.2): the name would be taken for another.
  if (/\p{Cc}/u.test(username)) return { note: 'The name has control characters' }
  const isNamed = writeFilter({
    kind: 'equality',
    attribute: people.usernameAttribute,
    value: username.trim(),
  })
  const inDomain = session.server.activeDirectory ? ['objectSid', 'primaryGroupID'] : []
  const found: Entry[] = []
  for await (const item of session.read({
    bases: people.bases,
    filter: andFilter(peopleFilter(people), isNamed),
    attributes: [people.usernameAttribute, 'displayName', 'cn', ...inDomain],
    // Nobody behind a reference is in scope.
    knownReferrals: null,
  }))
    if ('entries' in item) found.push(...item.entries)
    else if (item.proof.error !== null) throw new DirectoryError(item.proof.error)
  const [entry, another] = found
  if (entry === undefined) return { note: 'Nobody in scope has this name' }
  if (another !== undefined)
    return {
      note: `Several entries have this name, so nobody comes in by it: ${found.map(({ dn }) => dn).join('; ')}`,
    }
  if (entry.stableId === null) return { note: `The stable ID of ${entry.dn} cannot be read` }
  // A domain takes ádmin for admin, and some attributes have no spaces or hyphens: attempts are counted by name, so of such
  // spellings each would have attempts of its own.
  const names = entry.attributes.get(people.usernameAttribute.toLowerCase()) ?? []
  if (!names.some((name) => caseIgnoreKey(name) === caseIgnoreKey(username)))
    return { note: `${entry.dn} spells this name in another way` }
  const first = (name: string) => entry.attributes.get(name.toLowerCase())?.[0]
  const own = first(people.usernameAttribute) ?? username.trim()
  return {
    person: {
      dn: entry.dn,
      stableId: entry.stableId,
      username: own,
      displayName: first('displayName') ?? first('cn') ?? own,
      primaryGroupSid: primaryGroupSid(first('objectSid'), first('primaryGroupID')),
    },
  }
}

/** A group's identifier is that of the person's domain, and its own number in it (MS-ADTS §3.1.1.4.5.11). */
function primaryGroupSid(own: string | undefined, group: string | undefined): string | null {
  return own === undefined || group === undefined ? null : own.replace(/\d+$/, group)
}
