import { writeNumber } from '@bindery/contract/words'
import { dnInMember } from '@bindery/sync'
import type { GroupPair } from './group-pair.ts'
import { tellWhoStays, whoStays } from './keep-members.ts'
import { describeMembers, hasBase, type MemberSets } from './member-sets.ts'
import { countMembers, throughGroups, whatIsLeft } from './member-words.ts'
import { isComparable, mergeGroup, returnedSide } from './merge-group.ts'
import { namesToWrite } from './names-to-write.ts'
import type { DraftMember } from './plan-writer.ts'
import type { PreviewJob } from './preview-job.ts'
import { tellStuck } from './tell-stuck.ts'

/**
 * Merges a group's members and writes the rows for either side. Returns whether both sides and the base are alike, so
 * that the next preview may pass over the group as long as its entry stays the same.
 */
export async function planGroupMembers(job: PreviewJob, group: GroupPair): Promise<boolean> {
  const { sets, merged, complete } = await mergeGroup(job, group)
  const { base } = sets
  const { addLocal, addEntry, dropped, stuck } = merged
  const leaving = { accounts: merged.removeLocal, directory: merged.removeEntry }
  const staying = await whoStays(job, group.dn, leaving)
  const mayLeave = (id: number) => !staying.has(id)
  const [removeLocal, removeEntry] = [leaving.accounts.filter(mayLeave), leaving.directory.filter(mayLeave)]
  // Taking up a resting link forgets its memberships, so that none is taken for a removal: they are noted anew.
  const agreed = merged.agreed.filter((id) => !base.has(id) || returnedSide(job, group, id) !== null)
  const renamed = renamedMembers(job, group, merged.agreed)
  const people = await describeMembers(
    job,
    group,
    sets,
    [addLocal, merged.removeLocal, addEntry, merged.removeEntry, agreed, dropped, stuck, renamed].flat(),
  )
  const named = (id: number) => people.get(id) ?? { name: String(id), dn: null }
  const draft = (op: DraftMember['op'], ids: readonly number[]): DraftMember[] =>
    ids.map((personId) => ({ op, personId, ...named(personId) }))
  const written = await namesToWrite(job, [...addEntry, ...renamed])
  const write = (op: DraftMember['op'], ids: readonly number[]) =>
    draft(op, ids).map((member) => ({ ...member, dn: written.get(member.personId) ?? null }))
  const toAccounts = [...draft('add', addLocal), ...draft('remove', removeLocal)]
  const toDirectory = [
    ...write('add', addEntry),
    ...draft('remove', removeEntry),
    ...write('rename', renamed),
  ]
  const bookkeeping = [...draft('agree', agreed), ...draft('drop', dropped)]
  const row = { ...rowOf(job, group), unchanged: merged.agreed.length }
  const openEnds = toDirectory.length + bookkeeping.length + stuck.length + staying.size
  const future = base.union(new Set(addLocal)).difference(new Set(removeLocal))
  const settles = openEnds === 0 && complete && isSettledBy(job, group, { ...sets, base: future })
  for (const [side, members] of [
    ['accounts', toAccounts],
    ['directory', toDirectory],
  ] as const) {
    if (members.length === 0) continue
    const why = hasBase(job, group.link)
      ? 'Members were added or removed on the other side since the last sync.'
      : 'First sight: the members of both sides are united; nobody is removed.'
    const more =
      side === 'accounts'
        ? await throughGroups(job, group, addLocal)
        : await whatIsLeft(job, group, addEntry, removeEntry)
    await job.plan.add({
      ...row,
      side,
      kind: 'members',
      reason: 'membership_changed',
      ...countMembers(members),
      why: `${why}${more}`,
      payload: {
        ...payloadOf(job, group, removeEntry, renamed),
        ...(settles &&
          side === 'accounts' && { settles: { hash: group.hash, version: group.rowVersion ?? 1 } }),
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
      effect: `Both sides agree on ${writeNumber(bookkeeping.length)} ${bookkeeping.length === 1 ? 'membership' : 'memberships'}`,
      why: 'They become the base of the next comparison.',
      members: bookkeeping,
    })
  await tellStuck(job, group, rowOf(job, group), stuck, (id) => named(id).name)
  await tellWhoStays(job, rowOf(job, group), leaving, staying, (id) => named(id).name)
  return toAccounts.length + openEnds === 0 && complete && mayBePassedOver(job, group, sets)
}

/** Once the members are written here, and with them this base, both sides and the base are alike: nothing else of the group needs anything. */
function isSettledBy(job: PreviewJob, group: GroupPair, sets: MemberSets): boolean {
  const { link, rowVersion, localId, entryId } = group
  const ownValues = link === null ? rowVersion === null && entryId !== null : job.settledGroups.has(localId)
  return ownValues && mayBePassedOver(job, group, sets)
}

/** Members that a group names by a username which they no longer have, or will not have once this plan is applied. */
function renamedMembers(job: PreviewJob, { named }: GroupPair, agreed: readonly number[]): number[] {
  if (job.memberForm !== 'username' || job.settings.policy.direction === 'directory_to_accounts') return []
  return agreed.filter((id) => {
    const future = job.renames.get(id)
    return named.former.has(id) || (future !== undefined && named.people.get(id)?.includes(future) === false)
  })
}

/** How members are written; and what names those who leave, where that is more than their DN or one username. */
function payloadOf(
  job: PreviewJob,
  { named }: GroupPair,
  leaving: readonly number[],
  renamed: readonly number[],
) {
  const { memberAttribute, placeholderMember } = job.settings.groups
  const { memberForm } = job
  const plain = (values: readonly string[]) =>
    values.length === 1 && values.every((value) => dnInMember(memberForm, value) === value)
  const memberValues = Object.fromEntries([
    ...renamed.map((id) => [id, named.people.get(id) ?? []] as const),
    ...leaving.flatMap((id) => {
      const values = named.people.get(id) ?? []
      return plain(values) ? [] : [[id, values] as const]
    }),
  ])
  return {
    memberAttribute,
    memberForm,
    ...(memberForm === 'username' ? {} : { placeholder: placeholderMember }),
    ...(Object.keys(memberValues).length > 0 ? { memberValues } : {}),
  }
}

/** What every row of a group's members says of the group, and of the values that name nobody here. */
function rowOf(job: PreviewJob, group: GroupPair) {
  const { named } = group
  const unmanaged =
    named.others + [...named.people.keys()].filter((id) => !isComparable(job, group, id)).length
  return {
    subjectKind: 'group' as const,
    name: group.name,
    dn: group.dn,
    localId: group.localId,
    linkId: group.link?.id ?? null,
    stableId: group.stableId,
    dependsOn: group.needs,
    unmanaged,
    nested: named.nested,
    warnings: unmanaged > 0 ? (['unmanaged_members'] as const) : [],
  }
}

/**
 * Not while there are people who could not be compared, nor a group that changes without its entry: one that holds
 * others which count. Where they count, the base of one that is passed over stands for who is in it.
 */
function mayBePassedOver(job: PreviewJob, { named }: GroupPair, { local, base }: MemberSets): boolean {
  const there = new Set(named.people.keys()).union(named.unnamed)
  const everyone = [...local.keys(), ...there, ...base]
  if (!everyone.every((person) => job.comparable.has(person))) return false
  if (job.settings.groups.nested !== 'flatten') return true
  return named.nested === 0 && base.symmetricDifference(there).size === 0
}
