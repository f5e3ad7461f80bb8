import type { Verbs } from '@bindery/contract'
import { recordConnection } from '../audit/record-connection.ts'
import type { EngineContext } from '../context.ts'
import { resolveSecrets } from '../directories/resolve-secrets.ts'
import { summariseSchema } from './summarise-schema.ts'
import { withSession } from './with-session.ts'

/** The schema of a draft's server. Throws `secret_required`, `directory_unreachable`. */
export function draftSchemaSummary(context: EngineContext): Verbs['draftSchemaSummary'] {
  return async ({ body: draft, signal, caller }) => {
    const target = { settings: draft.settings, ...(await resolveSecrets(context, draft)) }
    const { connection } = draft.settings
    const told = { caller, connection, directoryId: draft.directoryId }
    return recordConnection(context, { ...told, action: 'connection.schema_read' }, () =>
      withSession(context, target, signal, summariseSchema),
    )
  }
}
