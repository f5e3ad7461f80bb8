import type { GroupsScope } from '@bindery/contract'

/** What the base of a group's members belongs to: members read another way have no base (rule 2). */
export function membersFingerprint(groups: Pick<GroupsScope, 'memberAttribute' | 'nested'>): string {
  return `${groups.memberAttribute.toLowerCase()}, nested: ${groups.nested}`
}
