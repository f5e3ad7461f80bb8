import type { Database } from '@bindery/store'

/** How large things are, for the guard's shares: living people, memberships, and the people linked to a directory. */
export async function countTotals(
  db: Database,
  directoryId: number,
): Promise<{ people: number; members: number; linked: number }> {
  const { people } = await db
    .selectFrom('people')
    .select(({ fn }) => fn.countAll().as('people'))
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  const { members } = await db
    .selectFrom('memberships')
    .select(({ fn }) => fn.countAll().as('members'))
    .executeTakeFirstOrThrow()
  const { linked } = await db
    .selectFrom('links')
    .select(({ fn }) => fn.countAll().as('linked'))
    .where('directory_id', '=', directoryId)
    .where('kind', '=', 'person')
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow()
  return { people: Number(people), members: Number(members), linked: Number(linked) }
}
