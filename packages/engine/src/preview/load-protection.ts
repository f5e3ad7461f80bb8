import { dnKey, sameDn } from '@bindery/contract/ldap-text'
import { Protection, type ProtectedGroup } from './protection.ts'
import type { ReadJob } from './preview-job.ts'

/** Who the settings protect: read before anything is decided, from the listed groups of both sides. */
export async function loadProtection(job: ReadJob): Promise<Protection> {
  const { connection, policy } = job.settings
  const groups: ProtectedGroup[] = []
  for (const dn of policy.protectedDns)
    groups.push({ dn, members: await membersThere(job, dn), people: await peopleHere(job, dn) })
  const isGroup = ({ members, people }: ProtectedGroup) => members.length + people.length > 0
  return new Protection(
    [connection.bindDn, job.session.server.boundAs],
    policy.protectedDns,
    groups.filter(isGroup),
  )
}

/** Members of the entry at a DN, if it is a group; whether it is synced or not. */
async function membersThere(job: ReadJob, dn: string): Promise<string[]> {
  const attributes = [...new Set([job.groups.memberAttribute, 'member', 'uniquemember'])]
  const read = job.session.read({
    bases: [{ dn, scope: 'subtree' }],
    // A domain's group may be everybody's primary group and name nobody.
    filter: `(|(objectClass=group)${attributes.map((name) => `(${name}=*)`).join('')})`,
    attributes,
    subject: 'groups',
  })
  for await (const item of read) {
    // A listed DN may be gone, or not be there for this account: what both sides agreed on still protects.
    if ('proof' in item) return []
    const entry = item.entries.find((candidate) => sameDn(candidate.dn, dn))
    if (entry)
      return [...attributes.flatMap((name) => entry.attributes.get(name) ?? []), ...(entry.alsoMembers ?? [])]
  }
  return []
}

/** Members of the linked group here, and those that both sides agreed on last. */
async function peopleHere(job: ReadJob, dn: string): Promise<number[]> {
  const { db } = job.task.store
  const links = () =>
    db
      .selectFrom('links')
      .where('links.directory_id', '=', job.directoryId)
      .where('links.kind', '=', 'group')
      .where('links.dn_key', '=', dnKey(dn))
  const here = await links()
    .innerJoin('memberships', 'memberships.group_id', 'links.local_id')
    .select('memberships.person_id')
    .execute()
  const agreed = await links()
    .innerJoin('link_members', 'link_members.link_id', 'links.id')
    .select('link_members.person_id')
    .execute()
  return [...here, ...agreed].map((row) => row.person_id)
}
