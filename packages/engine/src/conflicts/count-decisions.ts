import type { Verbs } from '@bindery/contract'
import type { EngineContext } from '../context.ts'
import { fitPage } from './fit-page.ts'

/** What `decideConflicts` would come to; nothing is written. */
export function countDecisions({ store }: EngineContext): Verbs['countDecisions'] {
  return async ({ body, signal }) => {
    const told = { decided: 0, passedOver: 0 }
    for (let after: number | null = 0; after !== null && !signal.aborted;) {
      const { rows, next } = await fitPage(store.db, body, after)
      for (const { decision } of rows) told[decision ? 'decided' : 'passedOver'] += 1
      after = next
    }
    return told
  }
}
