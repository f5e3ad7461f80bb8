import type { SchemaSummary, Verbs } from '@bindery/contract'
import { findDirectory } from '@bindery/store'
import type { EngineContext } from '../context.ts'
import { openTarget } from '../directories/open-target.ts'
import { directoryNotFound } from '../directories/refusals.ts'
import { summariseSchema } from './summarise-schema.ts'
import { withSession } from './with-session.ts'

const keepMilliseconds = 5 * 60 * 1000

interface Kept {
  readonly version: number
  readonly until: number
  readonly summary: SchemaSummary
}

/** The schema of a saved directory's server, kept for five minutes. Throws `not_found`, `directory_unreachable`. */
export function directorySchema(context: EngineContext): Verbs['directorySchema'] {
  const kept = new Map<number, Kept>()
  return async ({ params: { id }, signal }) => {
    const directory = await findDirectory(context.store.db, id)
    if (!directory) throw directoryNotFound(id)
    const now = context.now().getTime()
    const known = kept.get(id)
    if (known && known.version === directory.version && known.until > now) return known.summary
    const summary = await withSession(context, await openTarget(context, id), signal, summariseSchema)
    kept.set(id, { version: directory.version, until: now + keepMilliseconds, summary })
    return summary
  }
}
