import { writeNumber, type ChangeKind, type Plan, type Removal } from '@bindery/contract'

/** What a removal does; what is not named here is removed. */
const done: Partial<Record<ChangeKind, string>> = {
  hold: 'put on hold',
  unlink: 'unlinked',
  delete: 'deleted',
  move: 'moved away',
}
const nouns = {
  membership: ['membership', 'memberships'],
  entry: ['entry', 'entries'],
  person: ['person', 'people'],
  group: ['group', 'groups'],
} as const

/** How much a plan takes away: the number to type before it is applied. */
export const removalCount = ({ removals }: Pick<Plan, 'removals'>) =>
  removals.reduce((sum, { count }) => sum + count, 0)

/** "3 people will be put on hold and 12 memberships removed". */
export function removalWords({ removals }: Pick<Plan, 'removals'>): string {
  const counts = new Map<string, { noun: keyof typeof nouns; verb: string; count: number }>()
  for (const removal of removals) {
    const noun = nounOf(removal)
    const verb = done[removal.kind] ?? 'removed'
    const before = counts.get(`${noun} ${verb}`)?.count ?? 0
    counts.set(`${noun} ${verb}`, { noun, verb, count: before + removal.count })
  }
  const parts = [...counts.values()].map(
    ({ noun, verb, count }, index) =>
      `${writeNumber(count)} ${nouns[noun][count === 1 ? 0 : 1]} ${index === 0 ? 'will be ' : ''}${verb}`,
  )
  return new Intl.ListFormat('en-GB').format(parts)
}

function nounOf({ side, subjectKind, kind }: Removal): keyof typeof nouns {
  if (kind === 'members') return 'membership'
  return side === 'directory' ? 'entry' : subjectKind
}
