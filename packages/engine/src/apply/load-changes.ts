import type { ChangeKind, Side, SubjectKind } from '@bindery/contract'
import { dnDepth } from '@bindery/store'
import { readPayload } from '../pack/pack-payload.ts'
import { changeColumns, type ApplyJob, type ChangeRow } from './apply-job.ts'

// States of an operation that has not ended: a run that is resumed takes it up again.
const openStates = ['intent', 'in_doubt', 'cancelled'] as const

/**
 * The included rows of these kinds, or of those that change one attribute or are at one depth, that have not ended yet: in
 * batches, in the plan's order.
 */
export async function* loadChanges(
  job: ApplyJob,
  side: Side,
  subjectKind: SubjectKind,
  kinds: readonly ChangeKind[],
  size: number,
  { attribute, depth }: { readonly attribute?: string; readonly depth?: number | undefined } = {},
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
      .leftJoin('journal', (join) =>
        join.onRef('journal.change_id', '=', 'plan_changes.id').on('journal.run_id', '=', job.runId),
      )
      .select(changeColumns.map((column) => `plan_changes.${column}` as const))
      .select(['plan_changes.payload', 'plan_changes.values', 'plan_selection.included as chosen'])
      .select(['journal.id as journal_id', 'journal.state as journal_state', 'journal.intent'])
      .where('plan_changes.plan_id', '=', job.planId)
      .where('plan_changes.side', '=', side)
      .where('plan_changes.subject_kind', '=', subjectKind)
      .where('plan_changes.kind', 'in', [...kinds])
      .where('plan_changes.applicable', '=', 1)
      .where('plan_changes.seq', '>', after)
      .$if(attribute !== undefined, (query) =>
        query.where('plan_changes.attributes', 'like', `%,${attribute},%`),
      )
      .$if(depth !== undefined, (query) => query.where(dnDepth('plan_changes.dn'), '=', depth ?? 0))
      .where((build) =>
        build.or([build('journal.state', 'is', null), build('journal.state', 'in', openStates)]),
      )
      .orderBy('plan_changes.seq')
      .limit(size)
      .execute()
    if (rows.length === 0) return
    after = rows.at(-1)?.seq ?? after
    const included: ChangeRow[] = []
    for (const { chosen, payload, values, journal_id, journal_state, intent, ...row } of rows) {
      if ((chosen ?? row.included) !== 1) {
        job.failed.add(row.id)
        continue
      }
      const { since = '' } = JSON.parse(intent ?? '{}') as { since?: string }
      included.push({
        ...row,
        payload: readPayload({ payload, values }),
        journalId: journal_id,
        inDoubt: journal_state === 'intent' || journal_state === 'in_doubt',
        since,
      })
    }
    if (included.length > 0) yield included
  }
}
