import { caseIgnoreKey, sameDn } from '@bindery/contract/ldap-text'
import type { Tables } from '@bindery/store'
import { dnInMember } from '@bindery/sync'
import type { Payload } from './apply-job.ts'
import type { CurrentEntry } from './current-entries.ts'

/** What one membership means for the values of the group's entry. */
export interface ValueDelta {
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/**
 * The values that name somebody as their entry is called now, and those that named them when the group was read. Who
 * was to be renamed and was not is left as they are.
 */
export function memberValues(
  { memberForm = 'dn', memberValues: known = {} }: Payload,
  member: Pick<Tables['plan_members'], 'op' | 'person_id' | 'dn'>,
  current: CurrentEntry,
): ValueDelta {
  const read = known[member.person_id]
  if (memberForm !== 'username') {
    if (member.op === 'add') return { add: [current.dn], remove: [] }
    const named = (read ?? []).filter((value) => sameDn(dnInMember(memberForm, value), current.dn))
    return { add: [], remove: named.length > 0 ? named : [current.dn] }
  }
  const { username } = current
  const former = read ?? [member.dn ?? username]
  if (member.op === 'add') return { add: [username], remove: [] }
  if (member.op === 'remove') return { add: [], remove: former }
  const same = former.some((value) => caseIgnoreKey(value) === caseIgnoreKey(username))
  return same ? { add: [], remove: [] } : { add: [username], remove: former }
}
