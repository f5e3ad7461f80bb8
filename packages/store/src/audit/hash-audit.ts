import { createHash } from 'node:crypto'
import type { Tables } from '../schema.ts'

export type AuditRow = Tables['audit']

/** In the order in which they are hashed: another order, or one more, is another version of the text. */
const hashed = [
  'id',
  'at',
  'actor',
  'actor_kind',
  'address',
  'action',
  'subject_kind',
  'subject_id',
  'subject_label',
  'directory_id',
  'plan_id',
  'run_id',
  'outcome',
  'search_text',
  'details',
  'previous_hash',
] as const satisfies readonly (keyof AuditRow)[]

/**
 * The hash of an entry: SHA-256, in hex, of the UTF-8 of a JSON array, that begins with the version of this text and
 * goes on with every column but `hash` itself. No two entries have the same text, for JSON quotes what they hold.
 */
export function hashAudit(row: Omit<AuditRow, 'hash'>): string {
  const text = JSON.stringify(['bindery-audit-1', ...hashed.map((column) => row[column])])
  return createHash('sha256').update(text).digest('hex')
}
