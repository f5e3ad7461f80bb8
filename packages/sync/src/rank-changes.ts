/** What a plan loses: people, members of groups, or values. */
export type Alarm = 'people' | 'members' | 'values'

const peopleFirst = [
  'settings.people.bases',
  'settings.people.extraFilter',
  'settings.people.objectClass',
  'settings.policy.limitToGroups',
  'settings.connection.bindDn',
  'settings.connection.urls',
  'settings.connection.stableIdAttribute',
  'settings.people.usernameAttribute',
  'settings.mapping.people',
  'settings.mapping.matching',
]
const groupsFirst = [
  'settings.groups',
  'settings.policy.limitToGroups',
  'settings.mapping.groups',
  // Primary groups have members by it, or not.
  'settings.connection.activeDirectory',
]
/** What cannot be the reason for a loss. */
const harmless = ['settings.policy.guard', 'settings.policy.schedule', 'settings.policy.protectedDns']

/** Paths in the order in which they are suspected; whatever is under none of them is no suspect. */
const suspects: Record<Alarm, readonly string[]> = {
  people: [...peopleFirst, 'settings.groups', 'settings.policy'],
  members: [...groupsFirst, ...peopleFirst, 'settings.policy'],
  values: ['settings.mapping', 'settings.policy', ...peopleFirst, 'settings.groups'],
}

/** Those of the changes that can explain the alarm, likeliest first. */
export function rankChanges<Change extends { readonly path: string }>(
  changes: readonly Change[],
  alarm: Alarm,
): Change[] {
  const rank = ({ path }: Change) =>
    harmless.some((prefix) => path.startsWith(prefix))
      ? -1
      : suspects[alarm].findIndex((prefix) => path.startsWith(prefix))
  return changes.filter((change) => rank(change) >= 0).toSorted((a, b) => rank(a) - rank(b))
}
