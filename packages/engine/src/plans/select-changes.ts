import { BinderyError, type Verbs } from '@bindery/contract'
import type { Database } from '@bindery/store'
import { auditedPlan } from '../audit/audited-plan.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { decideRows } from './decide-rows.ts'
import { findPlan, loadPlan } from './load-plan.ts'
import { waitingRows } from './waiting-rows.ts'
import { matchChanges } from './match-changes.ts'
import type { PlanContext } from './plan-context.ts'
import { requireReady } from './require-ready.ts'

/** So many ids the audit log names; the plan itself tells all. */
const mostIds = 100

/** Includes or excludes rows, by id, by what waits or by filter, and what goes with them. Told rows stay as they are. */
export function selectChanges(context: PlanContext): Verbs['selectChanges'] {
  return ({ params, body: { include, ids, waiting, filter }, caller }) =>
    context.store.transaction(async (db) => {
      const plan = await findPlan(db, params.id)
      requireReady(plan)
      const chosen = ids
        ? await namedRows(db, plan.id, ids, include)
        : waiting
          ? await waitingRows(db, plan, context.now())
          : (filter ?? {})
      await decideRows(db, plan.id, chosen, include)
      await recordAudit(context, db, {
        caller,
        action: 'plan.rows_chosen',
        subject: await auditedPlan(db, plan),
        directoryId: plan.directory_id,
        planId: plan.id,
        facts: {
          include,
          ...(ids ? { rows: ids.length, ids: ids.slice(0, mostIds) } : waiting ? { waiting } : { filter }),
        },
      })
      return loadPlan(context, plan.id, db)
    })
}

async function namedRows(
  db: Database,
  planId: number,
  ids: readonly number[],
  include: boolean,
): Promise<number[]> {
  const rows = await matchChanges(db, planId, {})
    .select(['id', 'applicable', 'name'])
    .where('id', 'in', ids)
    .execute()
  if (rows.length < new Set(ids).size)
    throw new BinderyError('invalid_request', 'Some of these rows are not in this plan')
  const told = rows.find((row) => row.applicable === 0)
  if (told && include)
    throw new BinderyError(
      'invalid_request',
      `The row of ${told.name} proposes nothing, so it cannot be included`,
    )
  return rows.filter((row) => row.applicable === 1).map((row) => row.id)
}
