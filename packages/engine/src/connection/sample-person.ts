import type { Verbs } from '@bindery/contract'
import { findSample, toSamplePerson } from '@bindery/directory'
import { describeSample } from '@bindery/sync'
import type { EngineContext } from '../context.ts'
import { resolveSecrets } from '../directories/resolve-secrets.ts'
import { withSession } from './with-session.ts'

/** A person of a draft's directory by name, mail or DN, raw and mapped. Throws `directory_unreachable`. */
export function samplePerson(context: EngineContext): Verbs['samplePerson'] {
  return async ({ body: { find, ...draft }, signal }) => {
    const { settings } = draft
    const target = { settings, ...(await resolveSecrets(context, draft)) }
    return withSession(context, target, signal, async (session) => {
      const entry = await findSample(session, settings, find)
      if (entry === null) return { sample: null }
      const schema = await session.schema()
      return { sample: toSamplePerson(entry, schema, settings, describeSample(settings, entry)) }
    })
  }
}
