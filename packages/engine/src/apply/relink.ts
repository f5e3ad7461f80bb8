import { dnKey } from '@bindery/contract/ldap-text'
import { endHolds, type Database } from '@bindery/store'
import { done, drifted, type ApplyJob, type ChangeRow, type Outcome } from './apply-job.ts'
import { forgetMembers } from './forget-members.ts'
import { findLink } from './link-rows.ts'

/**
 * Gives the link of an entry that is gone to another one, as people decided: the account stays, nothing that was agreed
 * with the old entry is a base for the new one, and a hold that waited for the old one ends.
 */
export async function relinkAccount(job: ApplyJob, db: Database, row: ChangeRow): Promise<Outcome> {
  const link = await findLink(job, db, row)
  if (!link || link.stable_id !== row.payload.instead)
    return drifted('The account is linked otherwise by now')
  const at = job.task.now().toISOString()
  const dn = row.dn ?? link.dn
  await forgetMembers(db, link, row.subject_kind === 'group' ? 'all' : 'here')
  await db
    .updateTable('links')
    .set({ stable_id: row.stable_id ?? '', dn, dn_key: dnKey(dn), base: '{}', hash: '' })
    .set({ state: 'active', state_since: at })
    .where('id', '=', link.id)
    .execute()
  if (row.subject_kind === 'person') {
    const of = { personId: link.local_id, directoryId: job.directoryId }
    await endHolds(db, of, { outcome: 'released', by: job.actor, at })
  }
  return done
}
