import type { ProbeStep, Verbs } from '@bindery/contract'
import { probe } from '@bindery/directory'
import { describeSample, pushedAttributes } from '@bindery/sync'
import { recordAlone } from '../audit/record-audit.ts'
import { connectionRecord } from '../audit/record-connection.ts'
import type { EngineContext } from '../context.ts'
import { resolveSecrets } from '../directories/resolve-secrets.ts'
import { recordTest } from '../directories/test-results.ts'

/** Tests a draft step by step; only how it ended is kept. Throws `secret_required` before anything is sent. */
export function testConnection(context: EngineContext): Verbs['testConnection'] {
  return async function* ({ body: draft, signal, caller }) {
    const { settings } = draft
    const secrets = await resolveSecrets(context, draft)
    let failedStep: ProbeStep['name'] | null = null
    let ended = false
    try {
      for await (const step of probe({
        connection: settings.connection,
        ...secrets,
        settings,
        pushed: { people: pushedAttributes(settings, 'person'), groups: pushedAttributes(settings, 'group') },
        describeSample: (entry) => describeSample(settings, entry),
        signal,
        allowNetworks: context.allowNetworks,
      })) {
        if (step.state === 'failed') failedStep = step.name
        yield step
      }
      ended = !signal.aborted
    } finally {
      const { connection } = settings
      const result = failedStep !== null ? `failed: ${failedStep}` : ended ? 'passed' : 'broken off'
      const told = { caller, action: 'connection.tested', connection, facts: { result } } as const
      await recordAlone(context, connectionRecord({ ...told, directoryId: draft.directoryId }))
    }
    // A test that somebody broke off says nothing about the settings.
    if (signal.aborted) return
    const at = context.now().toISOString()
    await recordTest(context, draft, { at, passed: failedStep === null, failedStep })
  }
}
