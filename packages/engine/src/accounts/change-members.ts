import { BinderyError, type endpoints, type Verb } from '@bindery/contract'
import { addMembers, getGroup, livingPeople, removeMembers, type Database } from '@bindery/store'
import { recordAudit } from '../audit/record-audit.ts'
import type { EngineContext } from '../context.ts'
import { describeGroup, groupNotFound } from './describe-group.ts'

/**
 * Puts people into a group and takes others out, all or nothing. Who is in already, or was not in, is no error.
 * Throws `not_found` for the group and `invalid_request` for people who are not there.
 */
export function changeMembers(context: EngineContext): Verb<typeof endpoints.changeMembers> {
  const { store } = context
  return async ({ params: { id }, body: { add, remove }, caller }) => {
    await store.transaction(async (db) => {
      const group = await getGroup(db, id)
      if (!group) throw groupNotFound(id)
      const living = await livingPeople(db, add)
      const missing = add.flatMap((personId, index) =>
        living.has(personId)
          ? []
          : [{ path: ['add', index], message: `There is no person ${personId}, or they were deleted` }],
      )
      if (missing.length > 0)
        throw new BinderyError('invalid_request', 'Some of these people are no longer there.', missing)
      await addMembers(db, id, add, context.now().toISOString())
      await removeMembers(db, id, remove, context.now().toISOString())
      await recordAudit(context, db, {
        caller,
        action: 'members.changed',
        subject: { kind: 'group', id, label: group.name },
        facts: { added: await usernames(db, add), removed: await usernames(db, remove) },
      })
    })
    return describeGroup(context, id)
  }
}

async function usernames(db: Database, ids: readonly number[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('people')
    .select('username')
    .where('id', 'in', ids)
    .orderBy('username')
    .execute()
  return rows.map(({ username }) => username)
}
