import type { Database } from '../open-store.ts'
import { brokenEnd, isSealed, type AuditSeals } from './append-audit.ts'
import { hashAudit, type AuditRow } from './hash-audit.ts'

/** What is wrong where the log is broken, in the order in which a walk meets it. */
export type AuditFault = 'missing' | 'order' | 'altered' | 'tail' | 'seal'
export type AuditVerdict =
  | { readonly broken: false; readonly entries: number; readonly lastHash: string; readonly lastAt: string }
  | {
      readonly broken: true
      readonly fault: AuditFault
      /** The entry that is wrong, or of which there is none. */
      readonly id: number
      /** Of that entry, or of the last one before it; '': there is none. */
      readonly at: string
    }

const rowsAtOnce = 1000

/**
 * Walks the audit log in order, with whatever is added meanwhile, and tells the first thing that is wrong.
 */
export async function verifyAudit(db: Database, seals: Pick<AuditSeals, 'open'>): Promise<AuditVerdict> {
  let last = { id: 0, hash: '', at: '' }
  for (;;) {
    const rows = await rowsBehind(db, last.id)
    for (const row of rows) {
      const fault = faultOf(row, last)
      if (fault === 'missing') return { broken: true, fault, id: last.id + 1, at: last.at }
      if (fault !== null) return { broken: true, fault, id: row.id, at: row.at }
      last = row
    }
    if (rows.length > 0) continue
    const head = await db.selectFrom('audit_head').selectAll().executeTakeFirst()
    const { id, hash, at } = last
    if (head && head.last_id > id) {
      // Either these were added since the last look, or they are gone.
      if ((await rowsBehind(db, id)).length > 0) continue
      return { broken: true, fault: 'tail', id: id + 1, at }
    }
    const whole = head?.last_id === id && head.hash === hash && isSealed(head, seals)
    return whole
      ? { broken: false, entries: id, lastHash: hash, lastAt: at }
      : { broken: true, fault: 'seal', id, at }
  }
}

function faultOf(row: AuditRow, last: { readonly id: number; readonly hash: string }): AuditFault | null {
  if (row.id !== last.id + 1) return 'missing'
  if (row.previous_hash === brokenEnd) return 'seal'
  if (row.previous_hash !== last.hash) return 'order'
  return row.hash === hashAudit(row) ? null : 'altered'
}

const rowsBehind = (db: Database, id: number) =>
  db.selectFrom('audit').selectAll().where('id', '>', id).orderBy('id').limit(rowsAtOnce).execute()
