import type { endpoints, Verb } from '@bindery/contract'
import { getPerson, personValues, updatePersonGuarded } from '@bindery/store'
import { recordAudit } from '../audit/record-audit.ts'
import type { EngineContext } from '../context.ts'
import { describePerson, personNotFound } from './describe-person.ts'
import { valuesOfForm } from './person-form.ts'
import { lostUpdate, refuseTakenName } from './refusals.ts'

/** Changes the given fields of a person. Throws `not_found`, `version_conflict`, `name_taken`. */
export function updatePerson(context: EngineContext): Verb<typeof endpoints.updatePerson> {
  const { store } = context
  return async ({ params: { id }, body, version, caller }) => {
    const edited = valuesOfForm(body)
    await refuseTakenName('username', body.username ?? '', () =>
      store.transaction(async (db) => {
        const row = await getPerson(db, id)
        if (!row) throw personNotFound(id)
        const current = personValues(row)
        if (row.row_version !== version) throw lostUpdate(current, edited, row.updated_at)
        const after = { ...current, ...edited }
        await updatePersonGuarded(db, id, version, after, context.now().toISOString())
        await recordAudit(context, db, {
          caller,
          action: 'person.changed',
          subject: { kind: 'person', id, label: row.username },
          before: current,
          after,
        })
      }),
    )
    return describePerson(context, id)
  }
}
