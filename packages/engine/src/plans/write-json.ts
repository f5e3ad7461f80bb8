import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PlanChange } from '@bindery/contract'
import type { Database, Tables } from '@bindery/store'
import { changedMembers, toMember } from './changed-members.ts'
import { includedChanges } from './included-changes.ts'
import { toPlanSummary } from './plan-summary.ts'
import { toChanges } from './to-changes.ts'

/** A plan's included rows as one JSON document, a row a line; with everyone who joins or leaves a group. */
export async function* writeJson(db: Database, plan: Tables['plans']): AsyncGenerator<string> {
  yield `{"plan":${JSON.stringify({ ...toPlanSummary(plan), planHash: plan.plan_hash })},"changes":[`
  let separator = '\n'
  for await (const rows of includedChanges(db, plan.id))
    for (const change of await toChanges(db, rows)) {
      yield separator + JSON.stringify(await withNames(db, change))
      separator = ',\n'
    }
  yield '\n]}\n'
}

async function withNames(db: Database, change: PlanChange) {
  if (change.members === null) return change
  // As between pages: a group may have as many members as a plan has rows.
  await nextTurn()
  const changed = await changedMembers(db, change.id).execute()
  return { ...change, members: { ...change.members, changed: changed.map(toMember) } }
}
