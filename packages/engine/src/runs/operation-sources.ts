import type {
  ChangeKind,
  Failure,
  Operation,
  OperationState,
  Run,
  Side,
  SubjectKind,
} from '@bindery/contract'
import type { Database } from '@bindery/store'

/** Operations of one sort, each with its place among them: they come in the order of their places. */
export interface OperationSource {
  count(): Promise<number>
  page(after: number, limit: number): Promise<readonly Placed[]>
}
interface Placed {
  readonly place: number
  readonly operation: Operation
}

/** What the journal has of these states. */
export function tried(db: Database, runId: number, states: readonly OperationState[]): OperationSource {
  const rows = () => db.selectFrom('journal').where('run_id', '=', runId).where('state', 'in', states)
  return {
    count: async () => {
      const { total } = await rows()
        .select(({ fn }) => fn.countAll().as('total'))
        .executeTakeFirstOrThrow()
      return Number(total)
    },
    page: async (after, limit) => {
      const found = await rows().selectAll().where('id', '>', after).orderBy('id').limit(limit).execute()
      return found.map((row) => ({
        place: row.id,
        operation: {
          id: row.change_id,
          state: row.state as OperationState,
          side: row.side as Side,
          subjectKind: row.subject_kind as SubjectKind,
          kind: row.kind as ChangeKind,
          name: row.name,
          dn: row.dn,
          effect: row.effect,
          atomic: row.atomic === 1,
          at: row.at,
          failure: row.failure === null ? null : (JSON.parse(row.failure) as Failure),
        },
      }))
    },
  }
}

/** What was to be done and was not tried before the run ended: rows of the plan that the journal has nothing of. */
export function untried(db: Database, run: Run): OperationSource {
  const rows = () =>
    db
      .selectFrom('plan_changes')
      .leftJoin('plan_selection as chosen', (join) =>
        join
          .onRef('chosen.plan_id', '=', 'plan_changes.plan_id')
          .onRef('chosen.change_id', '=', 'plan_changes.id'),
      )
      .leftJoin('journal', (join) =>
        join.onRef('journal.change_id', '=', 'plan_changes.id').on('journal.run_id', '=', run.id),
      )
      .where('plan_changes.plan_id', '=', run.planId)
      .where('plan_changes.applicable', '=', 1)
      .where(({ fn }) => fn.coalesce('chosen.included', 'plan_changes.included'), '=', 1)
      .where('journal.id', 'is', null)
  return {
    count: async () => {
      const { total } = await rows()
        .select(({ fn }) => fn.countAll().as('total'))
        .executeTakeFirstOrThrow()
      return Number(total)
    },
    page: async (after, limit) => {
      const found = await rows()
        .selectAll('plan_changes')
        .where('plan_changes.seq', '>', after)
        .orderBy('plan_changes.seq')
        .limit(limit)
        .execute()
      return found.map((row) => ({
        place: row.seq,
        operation: {
          id: row.id,
          state: 'cancelled',
          side: row.side as Side,
          subjectKind: row.subject_kind as SubjectKind,
          kind: row.kind as ChangeKind,
          name: row.name,
          dn: row.dn,
          effect: row.effect,
          atomic: true,
          at: run.finishedAt ?? run.startedAt,
          failure: null,
        },
      }))
    },
  }
}
