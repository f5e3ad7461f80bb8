import { andFilter, caseIgnoreKey, writeFilter } from '@bindery/contract/ldap-text'
import type { ReadProof } from '@bindery/directory'
import { joinReads } from './join-reads.ts'
import { noteLimitMembers } from './limit-members.ts'
import type { ReadJob } from './preview-job.ts'

/** A group of the limit in the directory. */
export interface NamedGroup {
  /** Where it is in the limit. */
  readonly place: number
  readonly dn: string
  readonly stableId: string | null
  /** As keys, since a group may have several. */
  readonly names: readonly string[]
  /** No member can be read. */
  readonly empty: boolean
}

/** Reads the groups with these names, and notes whom they name. */
export async function readNamedGroups(
  job: ReadJob,
  names: readonly string[],
): Promise<{ found: readonly NamedGroup[]; proof: ReadProof }> {
  const { bases, filter, memberAttribute } = job.groups
  const { nameAttribute } = job.settings.groups
  const named = names.map((value) => ({ kind: 'equality', attribute: nameAttribute, value }) as const)
  const found: NamedGroup[] = []
  let proof: ReadProof | null = null
  for await (const item of job.session.read({
    bases,
    filter: andFilter(filter, writeFilter({ kind: 'or', filters: named })),
    attributes: [nameAttribute.toLowerCase(), memberAttribute],
    subject: 'groups',
    knownReferrals: job.knownReferrals,
  })) {
    job.task.signal.throwIfAborted()
    if ('proof' in item) proof = item.proof
    else
      for (const { dn, stableId, attributes, alsoMembers = [] } of item.entries) {
        const members = [...(attributes.get(memberAttribute) ?? []), ...alsoMembers]
        const place = found.length
        await noteLimitMembers(job, place, members)
        const keys = (attributes.get(nameAttribute.toLowerCase()) ?? []).map(caseIgnoreKey)
        found.push({ place, dn, stableId, names: keys, empty: members.length === 0 })
      }
  }
  return { found, proof: proof ?? joinReads([]) }
}
