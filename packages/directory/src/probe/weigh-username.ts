import type { Settings } from '@bindery/contract'
import type { Schema } from '@bindery/contract/ldap-text'
import { problem } from '../problems.ts'
import type { DirectoryProblem, Entry } from '../types.ts'

/**
 * What speaks against the username attribute, by which people sign in and `memberUid` names them: the mapping takes
 * usernames from another, or the person shown has no value of it. Null: nothing.
 */
export function weighUsername(
  { dn, attributes }: Entry,
  schema: Schema,
  { people, mapping }: Settings,
): DirectoryProblem | null {
  const { usernameAttribute } = people
  const nameOf = (name: string) => schema.canonicalName(name).toLowerCase()
  const rule = mapping.people.find(({ local, remote }) => local === 'username' && !remote.includes('{'))
  if (rule && nameOf(rule.remote) !== nameOf(usernameAttribute))
    return problem('username_unclear', {
      message: `The username attribute is ${usernameAttribute}, but the mapping takes usernames from ${rule.remote}`,
    })
  const values = attributes.get(usernameAttribute.toLowerCase()) ?? []
  return values.length > 0
    ? null
    : problem('username_unclear', {
        message: `${dn} has no ${usernameAttribute}, which is the username attribute`,
      })
}
