import type { Database, Tables } from '@bindery/store'

/**
 * Takes the memberships of a linked person or group out of the base, so that they are seen for the first time and none
 * of them is removed: all, or those that are there here.
 */
export async function forgetMembers(
  db: Database,
  link: Tables['links'],
  which: 'all' | 'here',
): Promise<void> {
  const known = db.deleteFrom('link_members')
  if (link.kind === 'group') {
    const here = db.selectFrom('memberships').select('person_id').where('group_id', '=', link.local_id)
    const ofGroup = known.where('link_id', '=', link.id)
    await (which === 'all' ? ofGroup : ofGroup.where('person_id', 'in', here)).execute()
    return
  }
  const groups = db
    .selectFrom('links')
    .select('links.id')
    .where('links.directory_id', '=', link.directory_id)
    .where('links.kind', '=', 'group')
  const theirs = groups
    .innerJoin('memberships', 'memberships.group_id', 'links.local_id')
    .where('memberships.person_id', '=', link.local_id)
  await known
    .where('person_id', '=', link.local_id)
    .where('link_id', 'in', which === 'all' ? groups : theirs)
    .execute()
}
