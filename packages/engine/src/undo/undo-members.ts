import { writeNumber } from '@bindery/contract/words'
import type { DraftChange, DraftMember } from '../preview/plan-writer.ts'
import { linksOf } from './load-done.ts'
import { subjectOf, type DoneChange, type UndoJob } from './undo-job.ts'

const inverse = { add: 'remove', remove: 'add' } as const

/**
 * Members that the run added go, and those it removed come back; the base follows them. Whoever was in the group, or out
 * of it, before the run came to it stays so.
 */
export async function undoMembers(job: UndoJob, changes: readonly DoneChange[]): Promise<DraftChange[]> {
  if (changes.length === 0) return []
  const linkOf = await linksOf(job, changes)
  const drafts: DraftChange[] = []
  for (const change of changes) {
    if (change.ofCreated) continue
    const members = await inverseMembers(job, change)
    if (members.length === 0) continue
    const removed = members.filter((member) => member.op === 'remove').length
    drafts.push({
      ...subjectOf(change, linkOf(change)),
      kind: 'members',
      effect: `${writeNumber(members.length - removed)} to add, ${writeNumber(removed)} to remove`,
      guard: removed > 0 ? { member_removals: removed } : {},
      payload: change.payload,
      members,
    })
  }
  return drafts
}

async function inverseMembers(job: UndoJob, change: DoneChange): Promise<DraftMember[]> {
  const rows = await job.task.store.db
    .selectFrom('plan_members')
    .selectAll()
    .where('change_id', '=', change.id)
    .where('op', 'in', ['add', 'remove'])
    .execute()
  const alreadySo = new Set(change.before.alreadySo)
  const own = rows.filter((row) => !alreadySo.has(row.person_id))
  return own.map((row) => ({
    op: inverse[row.op as 'add' | 'remove'],
    personId: row.person_id,
    name: row.name,
    dn: row.dn,
  }))
}
