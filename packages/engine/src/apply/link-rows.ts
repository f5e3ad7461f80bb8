import { dnKey } from '@bindery/contract/ldap-text'
import { reserveIds, type Database } from '@bindery/store'
import type { RuleBase } from '@bindery/sync'
import type { ApplyJob, ChangeRow } from './apply-job.ts'

/** The link that a row speaks of: by id, else by its local object (it may have been made in this run). */
export function findLink(job: ApplyJob, db: Database, row: ChangeRow) {
  return db
    .selectFrom('links')
    .selectAll()
    .where('directory_id', '=', job.directoryId)
    .where('kind', '=', row.subject_kind)
    .where('local_id', '=', row.local_id ?? -1)
    .executeTakeFirst()
}

/** Pairs a local object with an entry. Throws when either is paired already: the unique keys say so. */
export async function insertLink(
  job: ApplyJob,
  db: Database,
  row: ChangeRow,
  link: {
    readonly dn: string
    readonly stableId: string
    readonly hash: string
    readonly localVersion: number
    readonly bases: Record<string, RuleBase>
  },
): Promise<void> {
  await db
    .insertInto('links')
    .values({
      id: await reserveIds(db, 'links', 1),
      directory_id: job.directoryId,
      kind: row.subject_kind,
      local_id: row.local_id ?? 0,
      stable_id: link.stableId,
      dn: link.dn,
      dn_key: dnKey(link.dn),
      state: 'active',
      state_since: job.task.now().toISOString(),
      change_token: '',
      hash: link.hash,
      local_version: link.localVersion,
      base: JSON.stringify(link.bases),
    })
    .execute()
}

/** Moves the base of some rules (only of what succeeded), and the DN where it changed. The next preview compares anew. */
export async function updateLink(
  job: ApplyJob,
  db: Database,
  row: ChangeRow,
  changes: {
    readonly bases?: Record<string, RuleBase> | undefined
    readonly dn?: string | undefined
    readonly state?: string | undefined
  },
): Promise<boolean> {
  const link = await findLink(job, db, row)
  if (!link) return false
  await db
    .updateTable('links')
    .set({
      hash: '',
      ...(changes.bases
        ? { base: JSON.stringify({ ...(JSON.parse(link.base) as object), ...changes.bases }) }
        : {}),
      ...(changes.dn === undefined ? {} : { dn: changes.dn, dn_key: dnKey(changes.dn) }),
      ...(changes.state === undefined
        ? {}
        : { state: changes.state, state_since: job.task.now().toISOString() }),
    })
    .where('id', '=', link.id)
    .execute()
  return true
}
