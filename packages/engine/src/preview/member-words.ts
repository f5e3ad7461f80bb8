import { writeNumber } from '@bindery/contract/words'
import { demandsMember } from './demands-member.ts'
import type { GroupPair } from './group-pair.ts'
import { listNames } from './list-names.ts'
import { holdersBelow } from './nested-groups.ts'
import type { DraftMember } from './plan-writer.ts'
import type { PreviewJob } from './preview-job.ts'

/** What a row does, and what the guard counts of it. */
export function countMembers(members: readonly DraftMember[]) {
  const count = (op: DraftMember['op']) => members.filter((member) => member.op === op).length
  const [removed, renamed] = [count('remove'), count('rename')]
  const underNewName = renamed > 0 ? `, ${writeNumber(renamed)} under a new username` : ''
  return {
    effect: `${writeNumber(count('add'))} to add, ${writeNumber(removed)} to remove${underNewName}`,
    guard: removed > 0 ? { member_removals: removed } : {},
  }
}

/** Says of the people who join here how many of them the entry does not name itself. */
export async function throughGroups(
  job: PreviewJob,
  { entryId, named }: GroupPair,
  joining: readonly number[],
): Promise<string> {
  const primary = joining.filter((person) => named.unnamed.has(person))
  const through = joining.filter((person) => !named.people.has(person) && !named.unnamed.has(person))
  const of = ({ length }: readonly number[]) =>
    ` ${writeNumber(length)} of those to add ${length === 1 ? 'is' : 'are'} in it`
  const asPrimary =
    primary.length === 0
      ? ''
      : `${of(primary)} as ${primary.length === 1 ? 'that person’s' : 'their'} primary group.`
  if (through.length === 0 || entryId === null) return asPrimary
  const holders = listNames(await holdersBelow(job, entryId, through))
  return `${asPrimary}${of(through)} through ${holders}.`
}

/** Says so when nobody is left in the entry: that never deletes a group. */
export async function whatIsLeft(
  job: PreviewJob,
  { named }: GroupPair,
  joining: readonly number[],
  leaving: readonly number[],
): Promise<string> {
  const left =
    named.people.size + named.unnamed.size + named.nested + named.others + joining.length - leaving.length
  if (leaving.length === 0 || left > 0) return ''
  const demands = demandsMember(await job.session.schema(), job.settings.groups)
  return ` Nobody is left in the group then. It stays${demands ? ': its class demands a member, so the placeholder holds the place' : ''}.`
}
