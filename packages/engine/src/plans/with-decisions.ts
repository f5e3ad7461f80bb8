import type { matchChanges } from './match-changes.ts'

/** Whole rows, each with whether it is included: by the plan (`included`), and as people decided (`taken`). */
export function withDecisions(rows: ReturnType<typeof matchChanges>) {
  return rows
    .leftJoin('plan_selection as chosen', (join) =>
      join
        .onRef('chosen.plan_id', '=', 'plan_changes.plan_id')
        .onRef('chosen.change_id', '=', 'plan_changes.id'),
    )
    .selectAll('plan_changes')
    .select(({ fn }) => fn.coalesce('chosen.included', 'plan_changes.included').as('taken'))
}
