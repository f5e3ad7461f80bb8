import type { Verbs } from '@bindery/contract'
import { streamAudit, type AuditFilter, type AuditRow, type Database } from '@bindery/store'
import type { EngineContext } from '../context.ts'
import { csvHead, csvLine } from './csv.ts'
import { describeAudit, searchedAudit } from './describe-audit.ts'
import { recordAlone } from './record-audit.ts'

/** The audit log as a file, newest first; that it was exported, by whom, is its newest entry. */
export function exportAudit(context: EngineContext): Verbs['exportAudit'] {
  return async ({ query: { format, ...filter }, caller }) => {
    await recordAlone(context, { caller, action: 'audit.exported', facts: { format, ...filter } })
    const { db } = context.store
    const fileName = `audit-${context.now().toISOString().slice(0, 10)}.${format}`
    return format === 'csv'
      ? { fileName, mediaType: 'text/csv; charset=utf-8', content: writeCsv(db, searchedAudit(filter)) }
      : { fileName, mediaType: 'application/x-ndjson', content: writeLines(db, searchedAudit(filter)) }
  }
}

async function* writeCsv(db: Database, filter: AuditFilter): AsyncIterable<string> {
  yield csvLine(csvHead)
  for await (const rows of streamAudit(db, filter)) yield rows.map(toCsv).join('')
}

const toCsv = (row: AuditRow) => csvLine(csvHead.map((column) => row[column]))

async function* writeLines(db: Database, filter: AuditFilter): AsyncIterable<string> {
  for await (const rows of streamAudit(db, filter))
    yield rows.map((row) => `${JSON.stringify(describeAudit(row))}\n`).join('')
}
