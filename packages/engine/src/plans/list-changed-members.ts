import { BinderyError, type Verbs } from '@bindery/contract'
import { changedMembers, toMember } from './changed-members.ts'
import { readAfter } from './newest-first.ts'
import type { PlanContext } from './plan-context.ts'

/** Everyone whom a row of a plan adds to a group or takes out of it, additions first, then by name. */
export function listChangedMembers({ store: { db } }: PlanContext): Verbs['listChangedMembers'] {
  return async ({ params: { id }, query: { after, limit } }) => {
    const row = await db
      .selectFrom('plan_changes')
      .select(['added', 'removed'])
      .where('id', '=', id)
      .executeTakeFirst()
    if (!row) throw new BinderyError('not_found', `There is no change ${id}`)
    // The rows of a plan never change, so the place in their order is a place for good.
    const place = readAfter(after) ?? 0
    const members = await changedMembers(db, id).limit(limit).offset(place).execute()
    const total = row.added + row.removed
    const next = place + members.length
    return {
      items: members.map(toMember),
      next: members.length > 0 && next < total ? String(next) : null,
      total,
    }
  }
}
