import { mergeMembers } from './merge-members.ts'

/** One person and one group, as both sides have it. */
export interface Membership {
  readonly base: boolean
  readonly local: boolean
  readonly entry: boolean
  readonly pulls: boolean
  readonly pushes: boolean
  /** The side that lost the person and has them again, or that no longer has them. */
  readonly returned: 'local' | 'entry' | null
}

/** Whether the person is in the group, on either side, once its members are merged: as `mergeMembers` says it. */
export function staysMember({ base, local, entry, pulls, pushes, returned }: Membership): boolean {
  if (!local && !entry) return false
  const { removeLocal, removeEntry } = mergeMembers({
    base: only(base),
    local: only(local),
    entry: only(entry),
    nested: new Set(),
    pulls,
    pushes,
    comparable: () => true,
    returned: () => returned,
  })
  return removeLocal.length + removeEntry.length === 0
}

const only = (is: boolean): ReadonlySet<number> => new Set(is ? [0] : [])
