import type { endpoints, Verb } from '@bindery/contract'
import { insertGroups, reserveIds } from '@bindery/store'
import { recordAudit } from '../audit/record-audit.ts'
import type { EngineContext } from '../context.ts'
import { describeGroup } from './describe-group.ts'
import { valuesOfGroupForm } from './group-form.ts'
import { refuseTakenName } from './refusals.ts'

/** Adds a group without members. Throws `name_taken`. */
export function createGroup(context: EngineContext): Verb<typeof endpoints.createGroup> {
  const { store } = context
  return async ({ body, caller }) => {
    const id = await reserveIds(store.db, 'groups', 1)
    await refuseTakenName('name', body.name, () =>
      store.transaction(async (db) => {
        const values = valuesOfGroupForm(body)
        await insertGroups(db, [{ id, values }], context.now().toISOString())
        await recordAudit(context, db, {
          caller,
          action: 'group.created',
          subject: { kind: 'group', id, label: body.name },
          after: values,
        })
      }),
    )
    return describeGroup(context, id)
  }
}
