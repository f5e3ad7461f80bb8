import type { endpoints, Verb } from '@bindery/contract'
import { getPerson, personValues, updatePersonGuarded } from '@bindery/store'
import type { EngineContext } from '../context.ts'
import { describePerson, personNotFound } from './describe-person.ts'
import { valuesOfForm } from './person-form.ts'
import { lostUpdate, refuseTakenName } from './refusals.ts'

/** Changes the given fields of a person. Throws `not_found`, `version_conflict`, `name_taken`. */
export function updatePerson(context: EngineContext): Verb<typeof endpoints.updatePerson> {
  const { store } = context
  return async ({ params: { id }, body, version }) => {
    const edited = valuesOfForm(body)
    await refuseTakenName('username', body.username ?? '', () =>
      store.transaction(async (db) => {
        const row = await getPerson(db, id)
        if (!row) throw personNotFound(id)
        const current = personValues(row)
        if (row.row_version !== version) throw lostUpdate(current, edited, row.updated_at)
        await updatePersonGuarded(db, id, version, { ...current, ...edited }, context.now().toISOString())
      }),
    )
    return describePerson(context, id)
  }
}
