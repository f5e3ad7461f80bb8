import type { ChangeKind, PlanValue, Reason, Side, SubjectKind, Warning } from '@bindery/contract'
import { insertMany, reserveIds, type Store, type Tables } from '@bindery/store'
import { createPlanHasher } from '@bindery/sync'
import type { Payload } from '../apply/apply-job.ts'
import { writePayload } from '../pack/pack-payload.ts'
import { writePlanValues } from '../pack/pack-plan-values.ts'
import { Bitmap } from './bitmap.ts'
import type { FoundConflict } from './found-conflict.ts'

export interface DraftMember {
  /** `rename`: named by a username that is no longer theirs. `agree` and `drop` only move the base. */
  readonly op: 'add' | 'remove' | 'rename' | 'agree' | 'drop'
  readonly personId: number
  readonly name: string
  readonly dn: string | null
}

/** A row as the decisions make it; ids and order are the writer's. */
export interface DraftChange {
  readonly side: Side
  readonly subjectKind: SubjectKind
  readonly kind: ChangeKind
  readonly reason: Reason
  readonly name: string
  readonly displayName?: string
  readonly dn?: string | null
  readonly newDn?: string
  readonly localId?: number | null
  readonly linkId?: number | null
  readonly stableId?: string | null
  readonly rowVersion?: number | null
  readonly effect: string
  readonly why: string
  readonly warnings?: readonly Warning[]
  readonly applicable?: boolean
  readonly included?: boolean
  readonly dependsOn?: number | null
  readonly guard?: Record<string, unknown>
  readonly payload?: Payload
  /** The conflict that the row tells of, or that people decided so. */
  readonly conflict?: FoundConflict
  readonly values?: readonly PlanValue[]
  readonly members?: readonly DraftMember[]
  readonly unchanged?: number
  readonly unmanaged?: number
  readonly nested?: number
}

/** Writes a plan's rows in batches and keeps the running hash of what was reviewed. */
export interface PlanWriter {
  add(change: DraftChange): Promise<number>
  flush(): Promise<void>
  digest(): string
}

const idBlock = 500
const rowsPerFlush = 400
const membersPerFlush = 1000
/** Near 20 ms. */
const membersPerTransaction = 4000

/** Opens a writer for a plan. Only its own rows are kept in memory, a batch at a time. */
export function createPlanWriter(store: Store, planId: number, settingsVersion: number | null): PlanWriter {
  const hasher = createPlanHasher(settingsVersion)
  let changes: Tables['plan_changes'][] = []
  let members: Tables['plan_members'][] = []
  let nextId = 0
  let lastId = -1
  let seq = 0
  /** Rows that only a person includes: what depends on one of them waits with it. */
  const leftOut = new Bitmap()

  async function flush(): Promise<void> {
    const batch = { changes, members }
    changes = []
    members = []
    let start = 0
    do {
      const some = batch.members.slice(start, start + membersPerTransaction)
      await store.transaction(async (db) => {
        if (start === 0) await insertMany(db, 'plan_changes', batch.changes)
        await insertMany(db, 'plan_members', some)
      })
      start += membersPerTransaction
    } while (start < batch.members.length)
  }

  async function add(draft: DraftChange): Promise<number> {
    if (nextId > lastId) {
      nextId = await reserveIds(store.db, 'plan_changes', idBlock)
      lastId = nextId + idBlock - 1
    }
    const id = nextId++
    const waits = draft.included === false || (draft.dependsOn != null && leftOut.has(draft.dependsOn))
    if (waits) leftOut.add(id)
    const change = waits ? { ...draft, included: false } : draft
    const rows = change.members ?? []
    changes.push(toRow(change, id, planId, seq++))
    for (const member of rows)
      members.push({
        change_id: id,
        op: member.op,
        person_id: member.personId,
        name: member.name,
        dn: member.dn,
      })
    hasher.add(reviewed(change))
    if (changes.length >= rowsPerFlush || members.length >= membersPerFlush) await flush()
    return id
  }

  return { add, flush, digest: () => hasher.digest() }
}

/** What of a row was reviewed. Reserved local ids are left out: another preview would reserve others. */
function reviewed(change: DraftChange): unknown[] {
  return [
    change.side,
    change.subjectKind,
    change.kind,
    change.reason,
    change.name,
    change.dn ?? null,
    change.newDn ?? null,
    change.stableId ?? change.localId ?? null,
    change.rowVersion ?? null,
    (change.values ?? []).map((value) => [
      value.ruleId,
      value.base,
      value.accounts,
      value.directory,
      value.after,
    ]),
    (change.members ?? []).map((member) => [member.op, member.dn ?? member.personId]),
  ]
}

const joined = (items: readonly string[]) => (items.length === 0 ? '' : `,${items.join(',')},`)

function toRow(change: DraftChange, id: number, planId: number, seq: number): Tables['plan_changes'] {
  const count = (op: DraftMember['op']) =>
    (change.members ?? []).reduce((sum, member) => sum + (member.op === op ? 1 : 0), 0)
  const displayName = change.displayName ?? change.name
  const { values = [] } = change
  const attributes = [...new Set(values.map((value) => value.attribute))]
  return {
    id,
    plan_id: planId,
    seq,
    side: change.side,
    subject_kind: change.subjectKind,
    kind: change.kind,
    reason: change.reason,
    name: change.name,
    display_name: displayName,
    search_text: `${change.name}\n${displayName}\n${change.dn ?? ''}\n${change.effect}`.toLowerCase(),
    dn: change.dn ?? null,
    new_dn: change.newDn ?? null,
    local_id: change.localId ?? null,
    link_id: change.linkId ?? null,
    stable_id: change.stableId ?? null,
    conflict_key: change.conflict?.key ?? null,
    row_version: change.rowVersion ?? null,
    effect: change.effect,
    why: change.why,
    warnings: joined(change.warnings ?? []),
    attributes: joined(attributes),
    values: writePlanValues(values),
    applicable: change.applicable === false ? 0 : 1,
    included: change.applicable === false || change.included === false ? 0 : 1,
    depends_on: change.dependsOn ?? null,
    guard: JSON.stringify(change.guard ?? {}),
    payload: writePayload(
      { ...change.payload, ...(change.conflict && { conflict: change.conflict }) },
      values,
    ),
    added: count('add'),
    removed: count('remove'),
    unchanged: change.unchanged ?? 0,
    unmanaged: change.unmanaged ?? 0,
    nested: change.nested ?? 0,
  }
}
