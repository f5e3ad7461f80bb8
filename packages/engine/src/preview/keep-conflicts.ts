import type { Decision, PlanValue, SubjectKind } from '@bindery/contract'
import { insertMany, reserveIds, searchText, type Database, type Tables } from '@bindery/store'
import { judgeDecision, type ConflictFacts } from '@bindery/sync'
import { stopIfCancelled } from '../tasks/stop-if-cancelled.ts'
import { readPayload } from '../pack/pack-payload.ts'
import type { FoundConflict } from './found-conflict.ts'
import type { PreviewJob } from './preview-job.ts'

type Kept = Tables['conflicts']
const rowsPerPage = 200

/**
 * Takes what the plan's rows say of conflicts into the inbox: new ones open, known ones with the facts of now, and those
 * that a complete read no longer shows settled. Not to be called for a draft, or for a preview that ended early.
 */
export async function keepConflicts(job: PreviewJob): Promise<void> {
  let after = -1
  for (;;) {
    stopIfCancelled(job.task)
    const rows = await job.task.store.db
      .selectFrom('plan_changes')
      .selectAll()
      .where('plan_id', '=', job.planId)
      .where('conflict_key', 'is not', null)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(rowsPerPage)
      .execute()
    if (rows.length === 0) break
    after = rows.at(-1)?.seq ?? after
    // Several rows may speak of one conflict; the last says the same as the first.
    const found = new Map(rows.map((row) => [row.conflict_key ?? '', row]))
    await job.task.store.transaction((db) => keepPage(job, db, found))
  }
  for (const read of [job.people, job.groups])
    if (read.proof?.complete ?? read.bases.length === 0) await settleUnseen(job, read.kind)
}

async function keepPage(
  job: PreviewJob,
  db: Database,
  found: ReadonlyMap<string, Tables['plan_changes']>,
): Promise<void> {
  const known = await db
    .selectFrom('conflicts')
    .selectAll()
    .where('directory_id', '=', job.directoryId)
    .where('key', 'in', [...found.keys()])
    .execute()
  const byKey = new Map(known.map((row) => [row.key, row]))
  const fresh = [...found].filter(([key]) => !byKey.has(key))
  let nextId = fresh.length > 0 ? await reserveIds(db, 'conflicts', fresh.length) : 0
  await insertMany(
    db,
    'conflicts',
    fresh.map(([, row]) => ({ id: nextId++, ...undecided, ...firstSeen(job), ...seen(job, row) })),
  )
  for (const [key, row] of found) {
    const before = byKey.get(key)
    if (!before) continue
    const now = {
      ...(before.state === 'settled' ? { ...undecided, ...firstSeen(job) } : before),
      ...seen(job, row),
    }
    await db
      .updateTable('conflicts')
      .set({ ...now, state: stateOf(now, conflictOf(row)) })
      .where('id', '=', before.id)
      .execute()
  }
}

const undecided = {
  state: 'open',
  decision: null,
  decision_facts: null,
  decided_by: '',
  decided_at: null,
} satisfies Partial<Kept>

const firstSeen = (job: PreviewJob) => ({ first_seen_at: job.task.now().toISOString() })

/** A decision that holds no more, or that another one contradicts, stays beside the open conflict, for whoever decides anew. */
function stateOf(
  conflict: Pick<Kept, 'decision' | 'decision_facts' | 'facts'>,
  { contradicted }: FoundConflict,
): string {
  if (conflict.decision === null || contradicted) return 'open'
  const { complete } = judgeDecision(
    JSON.parse(conflict.decision) as Decision,
    JSON.parse(conflict.decision_facts ?? '{}') as ConflictFacts,
    JSON.parse(conflict.facts) as ConflictFacts,
  )
  return complete ? 'decided' : 'open'
}

function conflictOf(row: Tables['plan_changes']): FoundConflict {
  const { conflict } = readPayload(row)
  if (!conflict) throw new Error('A row with the key of a conflict carries it')
  return conflict
}

/** What a plan row says of its conflict. */
function seen(job: PreviewJob, row: Tables['plan_changes']) {
  const conflict = conflictOf(row)
  return {
    directory_id: job.directoryId,
    key: conflict.key,
    family: conflict.family,
    reason: conflict.reason,
    subject_kind: row.subject_kind,
    name: row.name,
    display_name: row.display_name,
    search_text: searchText([row.name, row.display_name, row.dn ?? '', ...textsOf(conflict)]),
    dn: row.dn,
    local_id: row.local_id,
    link_id: row.link_id,
    stable_id: row.stable_id,
    why: conflict.why,
    details: JSON.stringify({ values: conflict.values, candidates: conflict.candidates }),
    facts: JSON.stringify(conflict.facts),
    plan_id: job.planId,
  }
}

const textsOf = ({ values, candidates }: FoundConflict): string[] => [
  ...values.flatMap((value: PlanValue) => [...value.accounts, ...value.directory]),
  ...candidates.flatMap((candidate) => [candidate.name, candidate.displayName]),
]

async function settleUnseen(job: PreviewJob, subjectKind: SubjectKind): Promise<void> {
  await job.task.store.db
    .updateTable('conflicts')
    .set({ state: 'settled' })
    .where('directory_id', '=', job.directoryId)
    .where('subject_kind', '=', subjectKind)
    .where('state', '!=', 'settled')
    .where('plan_id', '!=', job.planId)
    .execute()
}
