import type { endpoints, Verb } from '@bindery/contract'
import * as store from '@bindery/store'
import { recordAudit } from '../audit/record-audit.ts'
import type { EngineContext } from '../context.ts'
import { groupNotFound } from './describe-group.ts'
import { lostUpdate } from './refusals.ts'

/** Deletes a group, not its people: a tombstone and the links stay (rule 7). Throws `not_found`, `version_conflict`. */
export function deleteGroup(context: EngineContext): Verb<typeof endpoints.deleteGroup> {
  return ({ params: { id }, version, caller }) =>
    context.store.transaction(async (db) => {
      const row = await store.getGroup(db, id)
      if (!row) throw groupNotFound(id)
      if (row.row_version !== version) throw lostUpdate({}, {}, row.updated_at)
      await store.deleteGroup(db, id, version, context.now().toISOString())
      await recordAudit(context, db, {
        caller,
        action: 'group.deleted',
        subject: { kind: 'group', id, label: row.name },
        before: store.groupValues(row),
      })
    })
}
