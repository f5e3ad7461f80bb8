import type { Database, Tables } from '@bindery/store'
import { includedChanges } from './included-changes.ts'
import { toPlanSummary } from './plan-summary.ts'
import { toChanges } from './to-changes.ts'

/** A plan's included rows as one JSON document, a row a line. */
export async function* writeJson(db: Database, plan: Tables['plans']): AsyncGenerator<string> {
  yield `{"plan":${JSON.stringify({ ...toPlanSummary(plan), planHash: plan.plan_hash })},"changes":[`
  let separator = '\n'
  for await (const rows of includedChanges(db, plan.id))
    for (const change of await toChanges(db, rows)) {
      yield separator + JSON.stringify(change)
      separator = ',\n'
    }
  yield '\n]}\n'
}
