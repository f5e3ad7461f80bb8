import type { ImpactStep, Verbs } from '@bindery/contract'
import { recordAlone } from '../audit/record-audit.ts'
import { connectionRecord } from '../audit/record-connection.ts'
import { resolveSecrets } from '../directories/resolve-secrets.ts'
import type { PlanContext } from '../plans/plan-context.ts'
import { watchTask } from '../tasks/watch-task.ts'

const atStart = { phase: 'connecting', done: 0, total: null } as const

/**
 * What unsaved settings would change. It needs no turn among the previews and applies; those of one directory wait for
 * each other. Ends when nobody listens any more. Throws `not_found`, `secret_required`.
 */
export function measureImpact(context: PlanContext): Verbs['measureImpact'] {
  const { tasks } = context
  const { live } = tasks
  const underWay = new Map<number, Promise<unknown>>()
  return async function* ({ params: { id }, body: { draft }, signal, caller }) {
    const secrets = await resolveSecrets(context, { ...draft, directoryId: id })
    const { connection } = draft.settings
    const told = { caller, connection, directoryId: id }
    await recordAlone(context, connectionRecord({ ...told, action: 'impact.measured' }))
    while (underWay.has(id)) await underWay.get(id)
    const key = `impact:${id}`
    const left = new AbortController()
    let end: ImpactStep | undefined
    const ending = toItsEnd()
    underWay.set(id, ending)
    try {
      yield* watchTask<ImpactStep>({
        live,
        key,
        load: async () => end ?? { state: 'running', progress: live.latest(key) ?? atStart },
        ended: ({ state }) => state !== 'running',
        signal,
      })
    } finally {
      left.abort()
      await ending
    }

    async function toItsEnd() {
      const target = { settings: draft.settings, ...secrets }
      end = await tasks.measure(id, target, key, AbortSignal.any([signal, left.signal]))
      underWay.delete(id)
      live.end(key)
    }
  }
}
