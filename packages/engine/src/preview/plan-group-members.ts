import type { GroupPair } from './group-pair.ts'
import { listNames } from './list-names.ts'
import { describeMembers, type MemberSets } from './member-sets.ts'
import { mergeGroup, returnedSide } from './merge-group.ts'
import { holdersBelow } from './nested-groups.ts'
import type { DraftMember } from './plan-writer.ts'
import type { PreviewJob } from './preview-job.ts'

/**
 * Merges a group's members and writes the rows for either side. Returns whether both sides and the base are alike, so
 * that the next preview may pass over the group as long as its entry stays the same.
 */
export async function planGroupMembers(job: PreviewJob, group: GroupPair): Promise<boolean> {
  const { sets, merged, complete } = await mergeGroup(job, group)
  const { base } = sets
  const { addLocal, removeLocal, addEntry, removeEntry, dropped, stuck } = merged
  // Taking up a resting link forgets its memberships, so that none is taken for a removal: they are noted anew.
  const agreed = merged.agreed.filter((id) => !base.has(id) || returnedSide(job, group, id) !== null)
  const people = await describeMembers(
    job,
    group,
    sets,
    [addLocal, removeLocal, addEntry, removeEntry, agreed, dropped, stuck].flat(),
  )
  const named = (id: number) => people.get(id) ?? { name: String(id), dn: null }
  const draft = (op: DraftMember['op'], ids: readonly number[]): DraftMember[] =>
    ids.map((personId) => ({ op, personId, ...named(personId) }))
  const toAccounts = [...draft('add', addLocal), ...draft('remove', removeLocal)]
  const toDirectory = [...draft('add', addEntry), ...draft('remove', removeEntry)]
  const bookkeeping = [...draft('agree', agreed), ...draft('drop', dropped)]
  const row = { ...rowOf(job, group), unchanged: merged.agreed.length }
  for (const [side, members] of [
    ['accounts', toAccounts],
    ['directory', toDirectory],
  ] as const) {
    if (members.length === 0) continue
    const removed = members.filter((member) => member.op === 'remove').length
    const why =
      group.linkId === null
        ? 'First sight: the members of both sides are united; nobody is removed.'
        : 'Members were added or removed on the other side since the last sync.'
    await job.plan.add({
      ...row,
      side,
      kind: 'members',
      reason: 'membership_changed',
      effect: `${members.length - removed} to add, ${removed} to remove`,
      why: side === 'accounts' ? `${why}${await throughGroups(job, group, addLocal)}` : why,
      guard: removed > 0 ? { member_removals: removed } : {},
      payload: {
        memberAttribute: job.settings.groups.memberAttribute,
        placeholder: job.settings.groups.placeholderMember,
        ldif: {},
      },
      members,
    })
  }
  if (bookkeeping.length > 0)
    await job.plan.add({
      ...row,
      side: 'accounts',
      kind: 'agree',
      reason: 'both_changed_alike',
      effect: `Both sides agree on ${bookkeeping.length} ${bookkeeping.length === 1 ? 'membership' : 'memberships'}`,
      why: 'They become the base of the next comparison.',
      members: bookkeeping,
    })
  if (stuck.length > 0)
    await tellStuck(
      job,
      group,
      stuck,
      stuck.map((id) => named(id).name),
    )
  const rows = toAccounts.length + toDirectory.length + bookkeeping.length + stuck.length
  return rows === 0 && complete && mayBePassedOver(job, group, sets)
}

/** What every row of a group's members says of the group, and of the values that name nobody here. */
function rowOf(job: PreviewJob, { named, ...group }: GroupPair) {
  const unmanaged = named.others + [...named.people.keys()].filter((id) => !job.comparable.has(id)).length
  return {
    subjectKind: 'group' as const,
    name: group.name,
    dn: group.dn,
    localId: group.localId,
    linkId: group.linkId,
    stableId: group.stableId,
    dependsOn: group.needs,
    unmanaged,
    nested: named.nested,
    warnings: unmanaged > 0 ? (['unmanaged_members'] as const) : [],
  }
}

/** Says of the people who join here how many of them the entry does not name itself. */
async function throughGroups(
  job: PreviewJob,
  { entryId, named }: GroupPair,
  joining: readonly number[],
): Promise<string> {
  const through = joining.filter((person) => !named.people.has(person))
  if (through.length === 0 || entryId === null) return ''
  const holders = listNames(await holdersBelow(job, entryId, through))
  return ` ${through.length} of those to add ${through.length === 1 ? 'is' : 'are'} in it through ${holders}.`
}

/** A push names and unnames people in this entry; it takes nobody out of another group for it. */
async function tellStuck(
  job: PreviewJob,
  group: GroupPair,
  stuck: readonly number[],
  names: readonly string[],
): Promise<void> {
  const holders = group.entryId === null ? [] : await holdersBelow(job, group.entryId, stuck)
  const one = stuck.length === 1
  await job.plan.add({
    ...rowOf(job, group),
    side: 'directory',
    kind: 'withheld',
    reason: 'withheld_nested_member',
    effect: `${stuck.length} ${one ? 'person stays' : 'people stay'} in the group`,
    why: `${listNames(names)} left the group here, but in the directory ${one ? 'is' : 'are'} in it through ${listNames(holders)}. Removing a member of this group would not take ${one ? 'that person' : 'them'} out.`,
    applicable: false,
  })
}

/**
 * Not while there are people who could not be compared, nor a group that changes without its entry: one that holds
 * others which count. Where they count, the base of one that is passed over stands for whom it names.
 */
function mayBePassedOver(job: PreviewJob, { named }: GroupPair, { local, base }: MemberSets): boolean {
  const everyone = [...local.keys(), ...named.people.keys(), ...base]
  if (!everyone.every((person) => job.comparable.has(person))) return false
  if (job.settings.groups.nested !== 'flatten') return true
  return (
    named.nested === 0 &&
    base.size === named.people.size &&
    [...base].every((person) => named.people.has(person))
  )
}
