import type { endpoints, Verb } from '@bindery/contract'
import * as store from '@bindery/store'
import { recordAudit } from '../audit/record-audit.ts'
import type { EngineContext } from '../context.ts'
import { personNotFound } from './describe-person.ts'
import { lostUpdate } from './refusals.ts'

/** Deletes a person: a tombstone and the links stay (rule 7). Throws `not_found`, `version_conflict`. */
export function deletePerson(context: EngineContext): Verb<typeof endpoints.deletePerson> {
  return ({ params: { id }, version, caller }) =>
    context.store.transaction(async (db) => {
      const row = await store.getPerson(db, id)
      if (!row) throw personNotFound(id)
      if (row.row_version !== version) throw lostUpdate({}, {}, row.updated_at)
      await store.deletePerson(db, id, version, context.now().toISOString(), caller.name)
      await recordAudit(context, db, {
        caller,
        action: 'person.deleted',
        subject: { kind: 'person', id, label: row.username },
        before: store.personValues(row),
      })
    })
}
