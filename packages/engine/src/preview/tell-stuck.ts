import { writeNumber } from '@bindery/contract/words'
import type { GroupPair } from './group-pair.ts'
import { listNames } from './list-names.ts'
import { holdersBelow } from './nested-groups.ts'
import type { DraftChange } from './plan-writer.ts'
import type { PreviewJob } from './preview-job.ts'

/**
 * Tells who left a group here and stays in it there: a push names and unnames people in this entry; it takes nobody out
 * of another group for it, and changes nobody's primary group.
 */
export async function tellStuck(
  job: PreviewJob,
  { entryId, named }: GroupPair,
  row: Omit<DraftChange, 'side' | 'kind' | 'reason' | 'effect' | 'why'>,
  stuck: readonly number[],
  nameOf: (person: number) => string,
): Promise<void> {
  const tell = async (people: readonly number[], reason: DraftChange['reason'], why: string) => {
    await job.plan.add({
      ...row,
      side: 'directory',
      kind: 'withheld',
      reason,
      effect: `${writeNumber(people.length)} ${people.length === 1 ? 'person stays' : 'people stay'} in the group`,
      why: `${listNames(people.map(nameOf))} left the group here, but in the directory ${why}`,
      applicable: false,
    })
  }
  const through = stuck.filter((person) => !named.unnamed.has(person))
  if (through.length > 0) {
    const holders = entryId === null ? [] : await holdersBelow(job, entryId, through)
    const one = through.length === 1
    await tell(
      through,
      'withheld_nested_member',
      `${one ? 'is' : 'are'} in it through ${listNames(holders)}. Removing a member of this group would not take ${one ? 'that person' : 'them'} out.`,
    )
  }
  const primary = stuck.filter((person) => named.unnamed.has(person))
  if (primary.length > 0)
    await tell(
      primary,
      'withheld_primary_group',
      `${primary.length === 1 ? 'is' : 'are'} in it as their primary group, which no change of its members alters.`,
    )
}
