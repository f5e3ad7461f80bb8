import { caseIgnoreKey, dnKey } from '@bindery/contract/ldap-text'
import { createHash } from 'node:crypto'
import { dnInMember, type MemberForm } from './member-form.ts'

/**
 * Whom the entry of a group names, as one hash: neither the order of the values nor the spelling of a DN counts.
 * @param formerDns DN keys → those they were when the hash to compare with was made
 */
export function hashMembers(
  form: MemberForm,
  values: readonly string[],
  formerDns: ReadonlyMap<string, string> = new Map(),
): string {
  const keys = values.map((value) => {
    if (form === 'username') return caseIgnoreKey(value)
    const key = dnKey(dnInMember(form, value))
    return formerDns.get(key) ?? key
  })
  const hash = createHash('sha256')
  for (const key of keys.toSorted()) hash.update(`${key}\n`)
  return hash.digest('base64')
}
