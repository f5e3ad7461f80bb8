import { badgeOf, holdReason, type Badge } from '../badge.ts'
import type { Database } from '../open-store.ts'
import { behind, containsWords, toPage, type AccountSearch, type Page } from '../search.ts'
import type { PersonRecord } from './person-row.ts'

export interface ListedPerson extends PersonRecord {
  readonly badge: Badge
  readonly hold_reason: string | null
}

/** A page of living people by username: all of them, or the members of one group. */
export async function listPeople(
  db: Database,
  search: AccountSearch & { readonly memberOf?: number },
): Promise<Page<ListedPerson>> {
  const { after, badge, limit, memberOf, text } = search
  let matching = db.selectFrom('people').where('people.deleted_at', 'is', null)
  if (memberOf !== undefined)
    matching = matching.where('people.id', 'in', (build) =>
      build.selectFrom('memberships').select('person_id').where('group_id', '=', memberOf),
    )
  for (const condition of containsWords('people.search_text', text ?? ''))
    matching = matching.where(condition)
  if (badge !== undefined) matching = matching.where(badgeOf('person'), '=', badge)

  const { total } = await matching
    .select((build) => build.fn.countAll().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await (after === undefined ? matching : matching.where(behind('people', after)))
    .selectAll('people')
    .select([badgeOf('person').as('badge'), holdReason.as('hold_reason')])
    .orderBy('people.search_text')
    .orderBy('people.id')
    .limit(limit + 1)
    .execute()
  return toPage(rows, limit, Number(total))
}

/** One living person with badge and hold, as in the list. */
export function findPerson(db: Database, id: number): Promise<ListedPerson | undefined> {
  return db
    .selectFrom('people')
    .selectAll('people')
    .select([badgeOf('person').as('badge'), holdReason.as('hold_reason')])
    .where('people.id', '=', id)
    .where('people.deleted_at', 'is', null)
    .executeTakeFirst()
}

/** The groups that a person is in, by name. */
export function groupsOf(db: Database, personId: number): Promise<{ id: number; name: string }[]> {
  return db
    .selectFrom('memberships')
    .innerJoin('groups', 'groups.id', 'memberships.group_id')
    .select(['groups.id', 'groups.name'])
    .where('memberships.person_id', '=', personId)
    .orderBy('groups.search_text')
    .orderBy('groups.id')
    .execute()
}

/** Which of these ids are living people. */
export async function livingPeople(db: Database, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('people')
    .select('id')
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.id))
}

/**
 * How many living people there are, and how many have these badges. It is asked for while somebody waits, so nobody is
 * looked at one by one: indexes count whoever is linked, and those of them that another badge or none is for.
 */
export async function countPeople(db: Database): Promise<{ total: number; linked: number; held: number }> {
  const living = db.selectFrom('people').where('deleted_at', 'is', null)
  const onHold = db.selectFrom('holds').select('person_id').where('ended_at', 'is', null)
  const buried = db.selectFrom('people').select('id').where('deleted_at', 'is not', null)
  const linked = db.selectFrom('links').where('kind', '=', 'person').where('state', '=', 'active')
  const others = linked.where((build) =>
    build.or([build('local_id', 'in', onHold), build('local_id', 'in', buried)]),
  )
  const { total } = await living.select(({ fn }) => fn.countAll().as('total')).executeTakeFirstOrThrow()
  const { held } = await living
    .where('id', 'in', onHold)
    .select(({ fn }) => fn.countAll().as('held'))
    .executeTakeFirstOrThrow()
  const [every, not] = await Promise.all(
    [linked, others].map((query) =>
      query.select(({ fn }) => fn.count('local_id').distinct().as('people')).executeTakeFirstOrThrow(),
    ),
  )
  return {
    total: Number(total),
    linked: Number(every?.people ?? 0) - Number(not?.people ?? 0),
    held: Number(held),
  }
}
