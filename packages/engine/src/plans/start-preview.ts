import type { Progress, Verbs } from '@bindery/contract'
import { findDirectory, reserveIds } from '@bindery/store'
import { hashScope } from '../directories/hash-scope.ts'
import { directoryNotFound } from '../directories/refusals.ts'
import { resolveSecrets } from '../directories/resolve-secrets.ts'
import type { TaskTarget } from '../tasks/task-context.ts'
import type { PlanContext } from './plan-context.ts'

const atStart: Progress = { phase: 'connecting', done: 0, total: null }

/**
 * Starts a preview of the saved settings, or of a draft whose plan cannot be applied. Throws `not_found`, `busy`,
 * `secret_required`.
 */
export function startPreview(context: PlanContext): Verbs['startPreview'] {
  const { store, tasks } = context
  return async ({ params: { id: directoryId }, body: { draft }, actor }) => {
    let planId = 0
    await tasks.start(directoryId, async () => {
      const directory = await findDirectory(store.db, directoryId)
      if (!directory) throw directoryNotFound(directoryId)
      const target: TaskTarget | null = draft
        ? { settings: draft.settings, ...(await resolveSecrets(context, { ...draft, directoryId })) }
        : null
      planId = await reserveIds(store.db, 'plans', 1)
      await store.db
        .insertInto('plans')
        .values({
          id: planId,
          directory_id: directoryId,
          settings_version: draft ? null : directory.version,
          scope_hash: draft ? hashScope(draft.settings) : directory.scope_hash,
          state: 'running',
          created_at: context.now().toISOString(),
          finished_at: null,
          actor,
          snapshot_id: null,
          plan_hash: '',
          progress: JSON.stringify(atStart),
          guard_input: '{}',
          proof: null,
          failure: null,
          approval: null,
          sentence: '',
          run_id: null,
          passed_whole: 0,
        })
        .execute()
      return { kind: 'preview', id: planId, ...(target && { draft: target }) }
    })
    return { planId }
  }
}
