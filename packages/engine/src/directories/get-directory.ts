import type { Directory, endpoints, Verb } from '@bindery/contract'
import { findDirectory } from '@bindery/store'
import type { EngineContext } from '../context.ts'
import { describeDirectory } from './describe-directory.ts'
import { directoryNotFound } from './refusals.ts'

/** One directory. Throws `not_found`. */
export function getDirectory(context: EngineContext): Verb<typeof endpoints.getDirectory> {
  return ({ params }) => loadDirectory(context, params.id)
}

/** One directory as the API tells it. Throws `not_found`. */
export async function loadDirectory(context: EngineContext, id: number): Promise<Directory> {
  const row = await findDirectory(context.store.db, id)
  if (!row) throw directoryNotFound(id)
  return describeDirectory(context, row)
}
