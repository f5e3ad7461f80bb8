import type { linkBadges } from '@bindery/contract'
import { sql, type RawBuilder } from 'kysely'

export type Badge = (typeof linkBadges)[number]

/** The badge of the person or group in the row at hand: an open hold wins, then an active link, then a tombstoned one. */
export function badgeOf(kind: 'person' | 'group'): RawBuilder<Badge> {
  const id = sql.ref(kind === 'person' ? 'people.id' : 'groups.id')
  const links = sql`select 1 from links where links.kind = ${kind} and links.local_id = ${id}`
  const held =
    kind === 'person'
      ? sql`when exists (select 1 from holds where holds.person_id = ${id} and holds.ended_at is null) then 'held'`
      : sql``
  return sql<Badge>`case ${held}
    when exists (${links} and links.state = 'active') then 'linked'
    when exists (${links}) then 'unlinked' else 'local' end`
}

/** Why the person in the row at hand is on hold, by the newest open hold; null when they are not. */
export const holdReason: RawBuilder<string | null> = sql`(select holds.reason from holds
  where holds.person_id = people.id and holds.ended_at is null order by holds.id desc limit 1)`
