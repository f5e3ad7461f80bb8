import type { endpoints, Verb } from '@bindery/contract'
import * as store from '@bindery/store'
import type { EngineContext } from '../context.ts'
import { describeDirectory } from './describe-directory.ts'

/** All directories by name. */
export function listDirectories(context: EngineContext): Verb<typeof endpoints.listDirectories> {
  return async () => {
    const rows = await store.listDirectories(context.store.db)
    return { items: await Promise.all(rows.map((row) => describeDirectory(context, row))) }
  }
}
