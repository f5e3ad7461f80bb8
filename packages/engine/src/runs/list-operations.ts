import {
  BinderyError,
  type ChangeKind,
  type Failure,
  type Operation,
  type OperationState,
  type Side,
  type SubjectKind,
  type Verbs,
} from '@bindery/contract'
import type { Database, Tables } from '@bindery/store'
import type { PlanContext } from '../plans/plan-context.ts'
import { loadRun } from './to-runs.ts'

/** What needs a look comes first; within a rank, the order of the run. */
const ranks: readonly (readonly OperationState[])[] = [
  ['refused'],
  ['in_doubt'],
  ['drifted'],
  ['cancelled', 'done', 'intent'],
]

/** The journal of a run, failures first. */
export function listOperations({ store: { db }, tasks }: PlanContext): Verbs['listOperations'] {
  return async ({ params: { id }, query: { after, limit, state } }) => {
    await loadRun(db, tasks.live, id)
    const wanted = ranks.map((states) => states.filter((one) => state === undefined || one === state))
    const { total } = await journalOf(db, id, wanted.flat())
      .select(({ fn }) => fn.countAll().as('total'))
      .executeTakeFirstOrThrow()
    const place = readPlace(after)
    const found: { rank: number; row: Tables['journal'] }[] = []
    for (const [rank, states] of wanted.entries()) {
      if (rank < place.rank || states.length === 0 || found.length > limit) continue
      const rows = await journalOf(db, id, states)
        .selectAll()
        .where('id', '>', rank === place.rank ? place.id : 0)
        .orderBy('id')
        .limit(limit + 1 - found.length)
        .execute()
      found.push(...rows.map((row) => ({ rank, row })))
    }
    const page = found.slice(0, limit)
    const last = page.at(-1)
    const next = found.length > limit && last ? `${last.rank}:${last.row.id}` : null
    return { items: page.map(({ row }) => toOperation(row)), next, total: Number(total) }
  }
}

const journalOf = (db: Database, runId: number, states: readonly OperationState[]) =>
  db.selectFrom('journal').where('run_id', '=', runId).where('state', 'in', states)

function readPlace(after: string | undefined): { rank: number; id: number } {
  if (after === undefined) return { rank: 0, id: 0 }
  const [, rank, id] = /^(\d):(\d{1,15})$/.exec(after) ?? []
  if (rank === undefined || id === undefined)
    throw new BinderyError('invalid_request', 'Start the list again', [
      { path: ['after'], message: 'Not a place in this list' },
    ])
  return { rank: Number(rank), id: Number(id) }
}

function toOperation(row: Tables['journal']): Operation {
  return {
    id: row.id,
    changeId: row.change_id,
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
  }
}
