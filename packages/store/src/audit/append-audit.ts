import { sql } from 'kysely'
import type { Database } from '../open-store.ts'
import { hashAudit, type AuditRow } from './hash-audit.ts'

/** What is told of; its number and its hashes come by themselves. */
export type AuditEntry = Omit<AuditRow, 'id' | 'previous_hash' | 'hash'>

/** What only who has the key can make of a text: with it nobody else can cut the log off, or write it anew. */
export interface AuditSeals {
  seal(text: string): string
  /** The text again; null: the seal is somebody else's work. */
  open(seal: string): string | null
}

interface Head {
  readonly last_id: number
  readonly hash: string
}

/** Whether the log ends where it was sealed. */
export const isSealed = (
  { seal, ...head }: Head & { readonly seal: string },
  seals: Pick<AuditSeals, 'open'>,
) => seals.open(seal) === sealedText(head)

const sealedText = ({ last_id, hash }: Head) => `${last_id} ${hash}`

/** What an entry follows that was added where the log did not end as it was sealed: nothing mends that unnoticed. */
export const brokenEnd = 'broken'

/**
 * Adds an entry to the audit log, within the transaction of the change it tells of: both are there, or neither. Whoever
 * comes next waits for the head of the log, so that entries follow each other without a gap. Returns its id.
 */
export async function appendAudit(db: Database, entry: AuditEntry, seals: AuditSeals): Promise<number> {
  if (!db.isTransaction)
    throw new Error('An entry of the audit log needs the transaction of what it tells of')
  const { id: _, ...head } = await db
    .updateTable('audit_head')
    .set({ last_id: sql`last_id + 1` })
    .returningAll()
    .executeTakeFirstOrThrow()
  const begins = head.last_id === 1 && head.seal === ''
  const follows = begins || isSealed({ ...head, last_id: head.last_id - 1 }, seals)
  const row = { ...storable(entry), id: head.last_id, previous_hash: follows ? head.hash : brokenEnd }
  const hash = hashAudit(row)
  await db
    .insertInto('audit')
    .values({ ...row, hash })
    .execute()
  await db
    .updateTable('audit_head')
    .set({ hash, seal: seals.seal(sealedText({ last_id: row.id, hash })) })
    .execute()
  return row.id
}

/** What is hashed is what is read again: PostgreSQL keeps no NUL, and neither database half a surrogate pair. */
function storable(entry: AuditEntry): AuditEntry {
  const columns = Object.entries(entry).map(([column, value]) => [
    column,
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\u{FFFD}') : value,
  ])
  return Object.fromEntries(columns) as AuditEntry
}
