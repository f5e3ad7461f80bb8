import { sql } from 'kysely'
import type { Database } from '../open-store.ts'
import { containsWords, toPage, type Page } from '../search.ts'
import type { AuditRow } from './hash-audit.ts'

/** What of the audit log is asked for; what is not said is not asked about. */
export interface AuditFilter {
  readonly actor?: string | undefined
  readonly action?: string | undefined
  readonly subjectKind?: string | undefined
  readonly subjectId?: number | undefined
  readonly directoryId?: number | undefined
  readonly planId?: number | undefined
  readonly runId?: number | undefined
  /** Instants, the second one not included. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** Every word of it must occur. */
  readonly text?: string | undefined
}

/** A page of the audit log, newest first. */
export async function listAudit(
  db: Database,
  { after, limit, ...filter }: AuditFilter & { readonly after?: number | undefined; readonly limit: number },
): Promise<Page<AuditRow>> {
  const total = await countAudit(db, filter)
  const rows = await newestFirst(db, filter, after)
    .limit(limit + 1)
    .execute()
  return toPage(rows, limit, total)
}

/** All of it that the filter is for, newest first, in pieces: others get their turn in between. */
export async function* streamAudit(db: Database, filter: AuditFilter): AsyncIterable<AuditRow[]> {
  for (let after: number | undefined; ;) {
    const rows = await newestFirst(db, filter, after).limit(rowsAtOnce).execute()
    if (rows.length > 0) yield rows
    if (rows.length < rowsAtOnce) return
    after = rows.at(-1)?.id
  }
}

const rowsAtOnce = 1000

/** By time and not by number, which differ where a clock was set back: so every filter has an index in this order. */
function newestFirst(db: Database, filter: AuditFilter, after: number | undefined) {
  return matching(db, filter)
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(audit.at, audit.id) < (select at, id from audit where id = ${after})`),
    )
    .selectAll('audit')
    .orderBy('audit.at', 'desc')
    .orderBy('audit.id', 'desc')
}

async function countAudit(db: Database, filter: AuditFilter): Promise<number> {
  const asked = Object.values(filter).some((value) => value !== undefined)
  // There is no gap: the last number is how many there are.
  const counted = asked
    ? matching(db, filter).select(({ fn }) => fn.countAll().as('total'))
    : db.selectFrom('audit_head').select('last_id as total')
  return Number((await counted.executeTakeFirst())?.total ?? 0)
}

function matching(db: Database, filter: AuditFilter) {
  const { text, from, to, ...equal } = filter
  let query = db.selectFrom('audit')
  const columns = {
    actor: 'audit.actor',
    action: 'audit.action',
    subjectKind: 'audit.subject_kind',
    subjectId: 'audit.subject_id',
    directoryId: 'audit.directory_id',
    planId: 'audit.plan_id',
    runId: 'audit.run_id',
  } as const
  for (const [name, column] of Object.entries(columns)) {
    const value = equal[name as keyof typeof columns]
    if (value !== undefined) query = query.where(column, '=', value)
  }
  if (from !== undefined) query = query.where('audit.at', '>=', from)
  if (to !== undefined) query = query.where('audit.at', '<', to)
  for (const condition of containsWords('audit.search_text', text ?? '')) query = query.where(condition)
  return query
}
