import { dnKey } from '@bindery/contract/ldap-text'
import { hashMembers } from '@bindery/sync'
import type { ApplyJob, ChangeRow } from './apply-job.ts'

/**
 * Whether people joined or left the entry of a group since the preview that proposed to delete it. A server keeps up the
 * names of members whom this run moved: those are the same people.
 */
export async function hasOtherMembers(job: ApplyJob, { payload, stable_id }: ChangeRow): Promise<boolean> {
  if (payload.seenMembers === undefined || stable_id === null) return false
  const attribute = job.settings.groups.memberAttribute
  const entry = (await job.session.lookUp([stable_id], [attribute])).get(stable_id)
  if (!entry) return false
  const values = entry.attributes.get(attribute.toLowerCase()) ?? []
  return hashMembers(payload.memberForm ?? 'dn', values, await formerDns(job)) !== payload.seenMembers
}

async function formerDns({ task, planId }: ApplyJob): Promise<Map<string, string>> {
  const moves = await task.store.db
    .selectFrom('plan_changes')
    .select(['dn', 'new_dn'])
    .where('plan_id', '=', planId)
    .where('side', '=', 'directory')
    .where('kind', '=', 'move')
    .where('subject_kind', '=', 'person')
    .execute()
  return new Map(moves.map(({ dn, new_dn }) => [dnKey(new_dn ?? ''), dnKey(dn ?? '')]))
}
