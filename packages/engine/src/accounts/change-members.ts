import { BinderyError, type endpoints, type Verb } from '@bindery/contract'
import { addMembers, getGroup, livingPeople, removeMembers } from '@bindery/store'
import type { EngineContext } from '../context.ts'
import { describeGroup, groupNotFound } from './describe-group.ts'

/**
 * Puts people into a group and takes others out, all or nothing. Who is in already, or was not in, is no error.
 * Throws `not_found` for the group and `invalid_request` for people who are not there.
 */
export function changeMembers(context: EngineContext): Verb<typeof endpoints.changeMembers> {
  const { store } = context
  return async ({ params: { id }, body: { add, remove } }) => {
    await store.transaction(async (db) => {
      if (!(await getGroup(db, id))) throw groupNotFound(id)
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
    })
    return describeGroup(context, id)
  }
}
