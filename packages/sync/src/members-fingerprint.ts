import type { GroupsScope } from '@bindery/contract'

/**
 * What the base of a group's members belongs to: members in another attribute have no base (rule 2). How member groups
 * count is no part of it: whoever was agreed on then was in, and is taken out only if that is approved.
 */
export function membersFingerprint({ memberAttribute }: Pick<GroupsScope, 'memberAttribute'>): string {
  return memberAttribute.toLowerCase()
}
