import type { GroupsScope } from '@bindery/contract'
import type { Schema } from '@bindery/contract/ldap-text'

/** Whether a group must have a member: then a placeholder stands in one that has none. */
export function demandsMember(schema: Schema, { objectClass, memberAttribute }: GroupsScope): boolean {
  return schema.mustOf([objectClass]).some((name) => name.toLowerCase() === memberAttribute.toLowerCase())
}
