import { mergeMembers, type MemberOutcome } from '@bindery/sync'
import type { GroupPair } from './group-pair.ts'
import { loadMemberSets, type MemberSets } from './member-sets.ts'
import type { PreviewJob } from './preview-job.ts'
import { primaryGroup } from './primary-group.ts'

export interface MergedGroup {
  readonly sets: MemberSets
  readonly merged: MemberOutcome
  /** False: the read says nothing about who left. */
  readonly complete: boolean
}

/** Merges the members of a group. After a read that may have missed some, nobody is taken for gone. */
export async function mergeGroup(job: PreviewJob, group: GroupPair): Promise<MergedGroup> {
  const { direction } = job.settings.policy
  // A group read without its ranges, or without member rights, shows nobody.
  const unreadable = [job.groups.memberAttribute, primaryGroup].some((name) =>
    job.groups.unreadable.has(name),
  )
  const complete = job.groups.proof?.complete === true && !unreadable
  const sets = await loadMemberSets(job, group)
  const merged = mergeMembers({
    base: sets.base,
    local: new Set(sets.local.keys()),
    entry: namedPeople(group, sets),
    nested: sets.nested,
    pulls: direction !== 'accounts_to_directory' && !unreadable,
    pushes: direction !== 'directory_to_accounts' && !unreadable,
    comparable: (person) => isComparable(job, group, person),
    returned: (person) => returnedSide(job, group, person),
  })
  return {
    sets,
    complete,
    merged: complete ? merged : { ...merged, removeLocal: [], addEntry: [], dropped: [] },
  }
}

/**
 * Whether both sides' memberships of a person are compared (rule 11). Who leaves the scope by leaving a group that
 * synchronization is limited to leaves it on the other side as well.
 */
export function isComparable(job: PreviewJob, { localId }: GroupPair, person: number): boolean {
  if (job.comparable.has(person)) return true
  return job.leaving.has(person) && job.limit?.groups.some((group) => group.localId === localId) === true
}

/** The side that lost this group, or this person, and has them again. */
export function returnedSide(job: PreviewJob, group: GroupPair, person: number): GroupPair['returned'] {
  return (
    group.returned ?? (['local', 'entry'] as const).find((side) => job.returned[side].has(person)) ?? null
  )
}

/** Whom the entry names. A username that somebody had before upholds a membership; it makes none. */
function namedPeople({ named }: GroupPair, { base }: MemberSets): Set<number> {
  return new Set([...named.people.keys()].filter((person) => !named.former.has(person) || base.has(person)))
}
