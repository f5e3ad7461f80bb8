import { sql, type RawBuilder } from 'kysely'
import { badgeOf, type Badge } from '../badge.ts'
import type { Database } from '../open-store.ts'
import { behind, containsWords, toPage, type AccountSearch, type Page } from '../search.ts'
import type { GroupRecord } from './group-row.ts'

export interface ListedGroup extends GroupRecord {
  readonly badge: Badge
  readonly member_count: number
}

const memberCount: RawBuilder<number> = sql`(select count(*) from memberships where memberships.group_id = groups.id)`

/** A page of living groups by name. */
export async function listGroups(db: Database, search: AccountSearch): Promise<Page<ListedGroup>> {
  const { after, badge, limit, text } = search
  let matching = db.selectFrom('groups').where('groups.deleted_at', 'is', null)
  for (const condition of containsWords('groups.search_text', text ?? ''))
    matching = matching.where(condition)
  if (badge !== undefined) matching = matching.where(badgeOf('group'), '=', badge)

  const { total } = await matching
    .select((build) => build.fn.countAll().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await (after === undefined ? matching : matching.where(behind('groups', after)))
    .selectAll('groups')
    .select([badgeOf('group').as('badge'), memberCount.as('member_count')])
    .orderBy('groups.search_text')
    .orderBy('groups.id')
    .limit(limit + 1)
    .execute()
  return toPage(rows, limit, Number(total))
}

/** One living group with badge and member count, as in the list. */
export function findGroup(db: Database, id: number): Promise<ListedGroup | undefined> {
  return db
    .selectFrom('groups')
    .selectAll('groups')
    .select([badgeOf('group').as('badge'), memberCount.as('member_count')])
    .where('groups.id', '=', id)
    .where('groups.deleted_at', 'is', null)
    .executeTakeFirst()
}

/** How many living groups have each badge. */
export async function countGroups(db: Database): Promise<ReadonlyMap<Badge, number>> {
  const rows = await db
    .selectFrom('groups')
    .select((build) => [badgeOf('group').as('badge'), build.fn.countAll().as('count')])
    .where('groups.deleted_at', 'is', null)
    .groupBy('badge')
    .execute()
  return new Map(rows.map((row) => [row.badge, Number(row.count)]))
}
