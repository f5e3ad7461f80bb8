import type { ChangeKind, Side, SubjectKind } from '@bindery/contract'
import { changeColumns, type ApplyJob, type ChangeRow, type Payload } from './apply-job.ts'

/** The included rows of these kinds, in batches, in the plan's order. */
export async function* loadChanges(
  job: ApplyJob,
  side: Side,
  subjectKind: SubjectKind,
  kinds: readonly ChangeKind[],
  size: number,
): AsyncGenerator<ChangeRow[]> {
  let after = -1
  for (;;) {
    const rows = await job.task.store.db
      .selectFrom('plan_changes')
      .leftJoin('plan_selection', (join) =>
        join
          .onRef('plan_selection.change_id', '=', 'plan_changes.id')
          .on('plan_selection.plan_id', '=', job.planId),
      )
      .select(changeColumns.map((column) => `plan_changes.${column}` as const))
      .select(['plan_changes.payload', 'plan_selection.included as chosen'])
      .where('plan_changes.plan_id', '=', job.planId)
      .where('plan_changes.side', '=', side)
      .where('plan_changes.subject_kind', '=', subjectKind)
      .where('plan_changes.kind', 'in', [...kinds])
      .where('plan_changes.applicable', '=', 1)
      .where('plan_changes.seq', '>', after)
      .orderBy('plan_changes.seq')
      .limit(size)
      .execute()
    if (rows.length === 0) return
    after = rows.at(-1)?.seq ?? after
    const included: ChangeRow[] = []
    for (const { chosen, payload, ...row } of rows) {
      if ((chosen ?? row.included) === 1) included.push({ ...row, payload: JSON.parse(payload) as Payload })
      else job.failed.add(row.id)
    }
    if (included.length > 0) yield included
  }
}
