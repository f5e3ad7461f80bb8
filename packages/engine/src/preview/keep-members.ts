import { sides, writeNumber } from '@bindery/contract/words'
import { listNames } from './list-names.ts'
import type { PreviewJob } from './preview-job.ts'

interface Removals {
  readonly accounts: readonly number[]
  readonly directory: readonly number[]
}

/** Those of the people to be taken out of a group who stay, because being in it is all that protects them (rule 8). */
export async function whoStays(
  job: PreviewJob,
  groupDn: string | null,
  removals: Removals,
): Promise<Set<number>> {
  const people = [...removals.accounts, ...removals.directory]
  if (groupDn === null || people.length === 0 || !job.protection.isGroup(groupDn)) return new Set()
  const links = await job.task.store.db
    .selectFrom('links')
    .select(['local_id', 'dn'])
    .where('directory_id', '=', job.directoryId)
    .where('kind', '=', 'person')
    .where('local_id', 'in', people)
    .execute()
  const dnsOf = (person: number) => links.filter((link) => link.local_id === person).map(({ dn }) => dn)
  return new Set(
    people.filter((person) => !job.protection.mayLeave(groupDn, { dns: dnsOf(person), localId: person })),
  )
}

/** Tells on each side who is not taken out of a group, and why. */
export async function tellWhoStays(
  job: PreviewJob,
  group: Omit<Parameters<PreviewJob['plan']['add']>[0], 'side' | 'kind' | 'reason' | 'effect' | 'why'>,
  removals: Removals,
  staying: ReadonlySet<number>,
  nameOf: (person: number) => string,
): Promise<void> {
  for (const side of sides) {
    const kept = removals[side].filter((person) => staying.has(person)).map(nameOf)
    if (kept.length === 0) continue
    await job.plan.add({
      ...group,
      side,
      kind: 'withheld',
      reason: 'withheld_protected',
      effect: `${kept.length === 1 ? 'Stays a member' : `${writeNumber(kept.length)} stay members`}: ${listNames(kept)}`,
      why: 'Taken out on the other side, but the group is protected, and being in it is all that protects them. Take them out on this side as well, or take the group off the list.',
      applicable: false,
    })
  }
}
