import { BinderyError, type endpoints, type Verb } from '@bindery/contract'
import { deletePerson, findHold, getPerson, personValues } from '@bindery/store'
import { recordAudit } from '../audit/record-audit.ts'
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
      await recordAudit(context, db, {
        caller,
        action: 'person.deleted',
        subject: { kind: 'person', id: person.id, label: person.username },
        directoryId: hold.directory_id,
        before: personValues(person),
        facts: { onHold: hold.cause },
      })
    })
    return getHold(context, id)
  }
}
