import type { endpoints, Verb } from '@bindery/contract'
import { getGroup, groupValues, updateGroupGuarded } from '@bindery/store'
import { recordAudit } from '../audit/record-audit.ts'
import type { EngineContext } from '../context.ts'
import { describeGroup, groupNotFound } from './describe-group.ts'
import { valuesOfGroupForm } from './group-form.ts'
import { lostUpdate, refuseTakenName } from './refusals.ts'

/** Changes the given fields of a group. Throws `not_found`, `version_conflict`, `name_taken`. */
export function updateGroup(context: EngineContext): Verb<typeof endpoints.updateGroup> {
  const { store } = context
  return async ({ params: { id }, body, version, caller }) => {
    const edited = valuesOfGroupForm(body)
    await refuseTakenName('name', body.name ?? '', () =>
      store.transaction(async (db) => {
        const row = await getGroup(db, id)
        if (!row) throw groupNotFound(id)
        const current = groupValues(row)
        if (row.row_version !== version) throw lostUpdate(current, edited, row.updated_at)
        const after = { ...current, ...edited }
        await updateGroupGuarded(db, id, version, after, context.now().toISOString())
        await recordAudit(context, db, {
          caller,
          action: 'group.changed',
          subject: { kind: 'group', id, label: row.name },
          before: current,
          after,
        })
      }),
    )
    return describeGroup(context, id)
  }
}
