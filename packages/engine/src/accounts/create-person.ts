import type { endpoints, Verb } from '@bindery/contract'
import { insertPeople, reserveIds } from '@bindery/store'
import type { EngineContext } from '../context.ts'
import { describePerson } from './describe-person.ts'
import { valuesOfForm } from './person-form.ts'
import { refuseTakenName } from './refusals.ts'

/** Adds a person. Throws `name_taken`. */
export function createPerson(context: EngineContext): Verb<typeof endpoints.createPerson> {
  const { store } = context
  return async ({ body }) => {
    const id = await reserveIds(store.db, 'people', 1)
    await refuseTakenName('username', body.username, () =>
      insertPeople(store.db, [{ id, values: valuesOfForm(body) }], context.now().toISOString()),
    )
    return describePerson(context, id)
  }
}
