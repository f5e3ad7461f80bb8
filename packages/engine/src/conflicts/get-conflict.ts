import type { Verbs } from '@bindery/contract'
import type { EngineContext } from '../context.ts'
import { findConflict } from './find-conflict.ts'
import { toConflict } from './to-conflict.ts'

/** One conflict. Throws `not_found`. */
export function getConflict({ store }: EngineContext): Verbs['getConflict'] {
  return async ({ params }) => toConflict(await findConflict(store.db, params.id))
}
