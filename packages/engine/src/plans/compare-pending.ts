import type { Database } from '@bindery/store'
import { canonicalJson } from '@bindery/sync'
import { matchChanges } from './match-changes.ts'
import { rowsInOrder } from './rows-in-order.ts'
import type { ChangeRow } from './to-changes.ts'
import { withDecisions } from './with-decisions.ts'

/**
 * Whether two plans propose exactly the same of what the guard counts, in the same order; null when they do not. With
 * it the ids of the second plan's rows whose counterparts were left out of the first, and how many rows there are.
 */
export async function comparePending(
  db: Database,
  first: number,
  second: number,
): Promise<{ readonly leftOut: number[]; readonly rows: number } | null> {
  let rows = 0
  const leftOut: number[] = []
  const [before, after] = [pendingRows(db, first), pendingRows(db, second)]
  for (;;) {
    const [a, b] = [await before.next(), await after.next()]
    if (a.done || b.done) return a.done && b.done ? { leftOut, rows } : null
    if (a.value.length !== b.value.length) return null
    rows += a.value.length
    for (const [index, { row, told }] of a.value.entries()) {
      const other = b.value[index]
      if (other?.told !== told) return null
      if (row.taken === 0) leftOut.push(other.row.id)
    }
  }
}

interface Pending {
  readonly row: ChangeRow
  /** What was reviewed of it. */
  readonly told: string
}

async function* pendingRows(db: Database, planId: number): AsyncGenerator<Pending[], void> {
  const pending = withDecisions(matchChanges(db, planId, {}))
    .where('applicable', '=', 1)
    .where('guard', '!=', '{}')
  for await (const rows of rowsInOrder(pending)) {
    const members = await membersOf(db, rows)
    yield rows.map((row) => ({ row, told: tell(row, members.get(row.id) ?? []) }))
  }
}

/** Ids and places in the plan are left out: another plan has others. So are versions: an unrelated edit moves them. */
function tell(row: ChangeRow, members: readonly string[]): string {
  const { side, kind, reason, dn, guard, values } = row
  const subject = row.stable_id ?? row.local_id
  return canonicalJson([
    side,
    row.subject_kind,
    kind,
    reason,
    dn,
    row.new_dn,
    subject,
    guard,
    values,
    members,
  ])
}

async function membersOf(db: Database, rows: readonly ChangeRow[]): Promise<Map<number, string[]>> {
  const ids = rows.filter((row) => row.kind === 'members').map((row) => row.id)
  const members = new Map<number, string[]>(ids.map((id) => [id, []]))
  if (ids.length === 0) return members
  const found = await db
    .selectFrom('plan_members')
    .select(['change_id', 'person_id'])
    .where('change_id', 'in', ids)
    .where('op', '=', 'remove')
    .orderBy('person_id')
    .execute()
  for (const member of found) members.get(member.change_id)?.push(String(member.person_id))
  return members
}
