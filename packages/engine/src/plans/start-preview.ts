import type { Verbs } from '@bindery/contract'
import { findDirectory } from '@bindery/store'
import { requirePermission } from '../access/authorize.ts'
import { hashScope } from '../directories/hash-scope.ts'
import { directoryNotFound } from '../directories/refusals.ts'
import { resolveSecrets } from '../directories/resolve-secrets.ts'
import type { TaskTarget } from '../tasks/task-context.ts'
import { insertPlan } from './insert-plan.ts'
import type { PlanContext } from './plan-context.ts'

/**
 * Starts a preview of the saved settings, or of a draft whose plan cannot be applied. Throws `not_found`, `busy`,
 * `secret_required`.
 */
export function startPreview(context: PlanContext): Verbs['startPreview'] {
  const { store, tasks } = context
  return async ({ params: { id: directoryId }, body: { draft, relink, full }, caller }) => {
    // A draft names where to connect to.
    if (draft) requirePermission(caller, 'settings')
    let planId = 0
    await tasks.start(directoryId, async () => {
      const directory = await findDirectory(store.db, directoryId)
      if (!directory) throw directoryNotFound(directoryId)
      const target: TaskTarget | null = draft
        ? { settings: draft.settings, ...(await resolveSecrets(context, { ...draft, directoryId })) }
        : null
      planId = await insertPlan(context, {
        directoryId,
        caller,
        action: 'preview.started',
        settingsVersion: draft ? null : directory.version,
        scopeHash: draft ? hashScope(draft.settings) : directory.scope_hash,
        relinks: relink === true,
        readsAll: full === true,
      })
      return { kind: 'preview', id: planId, ...(target && { draft: target }) }
    })
    return { planId }
  }
}
