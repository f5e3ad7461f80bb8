import { BinderyError, type endpoints, type Verb } from '@bindery/contract'
import { deletePerson, findHold, getPerson } from '@bindery/store'
import type { EngineContext } from '../context.ts'
import { getHold, holdEnded, holdNotFound } from './describe-hold.ts'

/** Deletes the account of a person on hold before its time. Throws `not_found`, `hold_ended`, `invalid_request`. */
export function deleteHeld(context: EngineContext): Verb<typeof endpoints.deleteHeld> {
  return async ({ params: { id }, body, caller }) => {
    await context.store.transaction(async (db) => {
      const hold = await findHold(db, id)
      const person = hold && (await getPerson(db, hold.person_id))
      if (!hold) throw holdNotFound(id)
      if (hold.ended_at !== null || !person) throw holdEnded(hold)
      if (body.username.trim().toLowerCase() !== person.username.toLowerCase())
        throw new BinderyError('invalid_request', `This is the hold of ${person.username}.`, [
          { path: ['username'], message: `Type ${person.username} to delete this account` },
        ])
      await deletePerson(db, person.id, person.row_version, context.now().toISOString(), caller.name)
    })
    return getHold(context, id)
  }
}
