import type { ProbeStep, Verbs } from '@bindery/contract'
import { probe } from '@bindery/directory'
import { describeSample, pushedAttributes } from '@bindery/sync'
import type { EngineContext } from '../context.ts'
import { resolveSecrets } from '../directories/resolve-secrets.ts'
import { recordTest } from '../directories/test-results.ts'

/** Tests a draft step by step; only how it ended is kept. Throws `secret_required` before anything is sent. */
export function testConnection(context: EngineContext): Verbs['testConnection'] {
  return async function* ({ body: draft, signal }) {
    const { settings } = draft
    const secrets = await resolveSecrets(context, draft)
    let failedStep: ProbeStep['name'] | null = null
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
    // A test that somebody broke off says nothing about the settings.
    if (signal.aborted) return
    const at = context.now().toISOString()
    await recordTest(context, draft, { at, passed: failedStep === null, failedStep })
  }
}
