import type { endpoints, Verb } from '@bindery/contract'
import { insertGroups, reserveIds } from '@bindery/store'
import type { EngineContext } from '../context.ts'
import { describeGroup } from './describe-group.ts'
import { valuesOfGroupForm } from './group-form.ts'
import { refuseTakenName } from './refusals.ts'

/** Adds a group without members. Throws `name_taken`. */
export function createGroup(context: EngineContext): Verb<typeof endpoints.createGroup> {
  const { store } = context
  return async ({ body }) => {
    const id = await reserveIds(store.db, 'groups', 1)
    await refuseTakenName('name', body.name, () =>
      insertGroups(store.db, [{ id, values: valuesOfGroupForm(body) }], context.now().toISOString()),
    )
    return describeGroup(context, id)
  }
}
