import { dnKey, sameDn } from '@bindery/contract/ldap-text'
import type { Entry, ReadProof } from '@bindery/directory'
import { insertMany } from '@bindery/store'
import { noteLimitMembers } from './limit-members.ts'
import { nothingStaged, writeStaged } from '../pack/pack-staged.ts'
import type { ReadJob } from './preview-job.ts'
import type { NamedGroup } from './read-named-groups.ts'

interface Followed {
  readonly proofs: readonly ReadProof[]
  /** The groups below, each with the place of the one that it is below. */
  readonly groups: readonly Omit<NamedGroup, 'names'>[]
}

/**
 * Notes whom the groups below those of the limit name, at any depth, where member groups are flattened: for the outer
 * group their people are in it. A circle ends, since no group is read twice for the same one.
 */
export async function followMemberGroups(job: ReadJob, outer: readonly NamedGroup[]): Promise<Followed> {
  if (job.settings.groups.nested !== 'flatten' || job.memberForm === 'username' || outer.length === 0)
    return { proofs: [], groups: [] }
  const proofs = [await stageGroupNames(job)]
  const groups = []
  for (const { place, dn: start } of outer) {
    const seen = new Set([dnKey(start)])
    for (let open = await heldBy(job, place, seen); open.length > 0; open = await heldBy(job, place, seen))
      for (const { dn, dn_key } of open) {
        seen.add(dn_key)
        const { found, proof } = await readGroupAt(job, dn)
        proofs.push(proof)
        if (!found) continue
        const named = found.attributes.get(job.groups.memberAttribute) ?? []
        const members = [...named, ...(found.alsoMembers ?? [])]
        await noteLimitMembers(job, place, members)
        groups.push({ place, dn, stableId: found.stableId, empty: members.length === 0 })
      }
  }
  return { proofs, groups }
}

/** The kind under which the names of groups are staged, to tell them from people among members. */
const namesOnly = 'group_name'

async function stageGroupNames(job: ReadJob): Promise<ReadProof> {
  const { knownReferrals, groups } = job
  const { bases, filter } = groups
  for await (const item of job.session.read({
    bases,
    filter,
    attributes: [],
    subject: 'groups',
    knownReferrals,
  })) {
    job.task.signal.throwIfAborted()
    if ('proof' in item) return item.proof
    await insertMany(
      job.task.store.db,
      'staged_entries',
      item.entries.map(({ dn, stableId }) => ({
        snapshot_id: job.snapshotId,
        kind: namesOnly,
        stable_id: stableId,
        link_id: null,
        dn,
        dn_key: dnKey(dn),
        hash: '',
        username_key: null,
        employee_number_key: null,
        email_key: null,
        local_id: null,
        verdict: '',
        data: writeStaged(nothingStaged),
      })),
    )
  }
  throw new Error('A read ends with its proof')
}

/** Groups among the noted members of a group of the limit that were not read for it yet. */
async function heldBy(job: ReadJob, place: number, seen: ReadonlySet<string>) {
  return job.task.store.db
    .selectFrom('limit_members')
    .innerJoin('staged_entries', (join) =>
      join
        .onRef('staged_entries.snapshot_id', '=', 'limit_members.snapshot_id')
        .onRef('staged_entries.dn_key', '=', 'limit_members.member_key')
        .on('staged_entries.kind', '=', namesOnly),
    )
    .select(['staged_entries.dn', 'staged_entries.dn_key'])
    .where('limit_members.snapshot_id', '=', job.snapshotId)
    .where('limit_members.place', '=', place)
    .where('staged_entries.dn_key', 'not in', [...seen])
    .execute()
}

async function readGroupAt(job: ReadJob, dn: string) {
  const { filter, memberAttribute } = job.groups
  let found: Entry | undefined
  for await (const item of job.session.read({
    bases: [{ dn, scope: 'subtree' }],
    filter,
    attributes: [memberAttribute],
    subject: 'groups',
  })) {
    if ('proof' in item) return { found, proof: item.proof }
    found ??= item.entries.find((entry) => sameDn(entry.dn, dn))
  }
  throw new Error('A read ends with its proof')
}
