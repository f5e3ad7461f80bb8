import type { Verbs } from '@bindery/contract'
import { findSample, toSamplePerson } from '@bindery/directory'
import { describeSample } from '@bindery/sync'
import { recordConnection } from '../audit/record-connection.ts'
import type { EngineContext } from '../context.ts'
import { resolveSecrets } from '../directories/resolve-secrets.ts'
import { withSession } from './with-session.ts'

/** A person of a draft's directory by name, mail or DN, raw and mapped. Throws `directory_unreachable`. */
export function samplePerson(context: EngineContext): Verbs['samplePerson'] {
  return async ({ body: { find, ...draft }, signal, caller }) => {
    const { settings } = draft
    const target = { settings, ...(await resolveSecrets(context, draft)) }
    const { connection } = settings
    const told = { caller, connection, directoryId: draft.directoryId, facts: { find } }
    return recordConnection(context, { ...told, action: 'connection.sampled' }, () =>
      withSession(context, target, signal, async (session) => {
        const entry = await findSample(session, settings, find)
        if (entry === null) return { sample: null }
        const schema = await session.schema()
        return { sample: toSamplePerson(entry, schema, settings, describeSample(settings, entry)) }
      }),
    )
  }
}
