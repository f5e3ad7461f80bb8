import { roles, type Role, type Settings, type SignInSettings } from '@bindery/contract'
import { dnKey, writeFilter, type Filter } from '@bindery/contract/ldap-text'
import { DirectoryError, type DirectorySession } from '@bindery/directory'
import { memberFormOf } from '@bindery/sync'
import type { FoundPerson } from './find-one-person.ts'

/** LDAP_MATCHING_RULE_IN_CHAIN: members of members count too (MS-ADTS §3.1.1.3.4.4.3). */
const inChain = '1.2.840.113556.1.4.1941'

/**
 * The highest role that a group gives this person; null: none does. In a domain, members of members count, and so does
 * the primary group; elsewhere direct members only. A group that is not there gives nothing. Rejects with
 * `DirectoryError` when it cannot be known.
 */
export async function roleByGroups(
  session: DirectorySession,
  { groups: scope }: Settings,
  groups: SignInSettings['directory']['groups'],
  person: FoundPerson,
): Promise<Role | null> {
  const filter = writeFilter(await holds(session, scope.memberAttribute, person))
  for (const role of roles.toReversed())
    for (const group of groups)
      if (group.role === role && (await isThere(session, group.dn, filter))) return role
  return null
}

async function holds(session: DirectorySession, attribute: string, person: FoundPerson): Promise<Filter> {
  if (session.server.activeDirectory) {
    const member: Filter = {
      kind: 'extensible',
      attribute,
      rule: inChain,
      dnAttributes: false,
      value: person.dn,
    }
    if (person.primaryGroupSid === null) return member
    const primary: Filter = { kind: 'equality', attribute: 'objectSid', value: person.primaryGroupSid }
    return { kind: 'or', filters: [member, primary] }
  }
  const byName = memberFormOf(await session.schema(), attribute) === 'username'
  return { kind: 'equality', attribute, value: byName ? person.username : person.dn }
}

/** Is the entry at this DN one that fits? */
async function isThere(session: DirectorySession, dn: string, filter: string): Promise<boolean> {
  for await (const item of session.read({
    bases: [{ dn, scope: 'subtree' }],
    filter,
    attributes: [],
    knownReferrals: null,
  })) {
    if ('entries' in item) {
      if (item.entries.some((entry) => dnKey(entry.dn) === dnKey(dn))) return true
    } else if (item.proof.error !== null && item.proof.error.code !== 'base_not_found')
      throw new DirectoryError(item.proof.error)
  }
  return false
}
