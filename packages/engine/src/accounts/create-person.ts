import type { endpoints, Verb } from '@bindery/contract'
import { insertPeople, reserveIds } from '@bindery/store'
import { recordAudit } from '../audit/record-audit.ts'
import type { EngineContext } from '../context.ts'
import { describePerson } from './describe-person.ts'
import { valuesOfForm } from './person-form.ts'
import { refuseTakenName } from './refusals.ts'

/** Adds a person. Throws `name_taken`. */
export function createPerson(context: EngineContext): Verb<typeof endpoints.createPerson> {
  const { store } = context
  return async ({ body, caller }) => {
    const id = await reserveIds(store.db, 'people', 1)
    await refuseTakenName('username', body.username, () =>
      store.transaction(async (db) => {
        const values = valuesOfForm(body)
        await insertPeople(db, [{ id, values }], context.now().toISOString())
        await recordAudit(context, db, {
          caller,
          action: 'person.created',
          subject: { kind: 'person', id, label: body.username },
          after: values,
        })
      }),
    )
    return describePerson(context, id)
  }
}
