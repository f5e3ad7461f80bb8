import { insertMissing } from '@bindery/store'
import { groupsBelow } from '@bindery/sync'
import { chunksOf } from './chunks-of.ts'
import { findGroupPair } from './group-pair.ts'
import { loadOneStaged } from './load-staged.ts'
import { mergeGroup } from './merge-group.ts'
import { nameMembers, type NamedMembers } from './named-members.ts'
import type { PreviewJob, ReadJob } from './preview-job.ts'

/**
 * Takes in everything below a group that holds others, where these are flattened: which group holds which, and whom each
 * one below names. That goes to the database, a group at a time; each group is taken in once per preview.
 */
export async function readBelow(job: ReadJob, entryId: number, named: NamedMembers): Promise<void> {
  if (job.settings.groups.nested !== 'flatten') return
  const open = noteHeld(job, entryId, named)
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (job.nesting.named.has(id)) continue
    job.task.signal.throwIfAborted()
    job.nesting.named.add(id)
    const { data } = await loadOneStaged(job, job.groups, id)
    const below = await nameMembers(job, data)
    await addPeople(job, id, [...below.people.keys(), ...below.unnamed])
    open.push(...noteHeld(job, id, below))
  }
}

/** As `readBelow`, as it will be once this plan is applied. Every row that makes a group a pair must be written. */
export async function foreseeBelow(job: PreviewJob, entryId: number, named: NamedMembers): Promise<void> {
  await readBelow(job, entryId, named)
  for (const id of groupsBelow(entryId, job.nesting.staged)) await foresee(job, id)
}

function noteHeld({ nesting }: ReadJob, entryId: number, { groups }: NamedMembers): number[] {
  if (groups.staged.length > 0) nesting.staged.set(entryId, groups.staged)
  if (groups.settled.length > 0) nesting.settled.set(entryId, groups.settled)
  return [...groups.staged]
}

/**
 * Whom this plan adds to and takes out of a group in the directory, it adds to and takes out of every group that holds
 * it. The deepest are asked first; in a circle, one goes by what was read.
 */
async function foresee(job: PreviewJob, entryId: number): Promise<void> {
  if (job.nesting.foreseen.has(entryId) || job.settings.policy.direction === 'directory_to_accounts') return
  job.nesting.foreseen.add(entryId)
  const group = await findGroupPair(job, await loadOneStaged(job, job.groups, entryId))
  if (!group) return
  const { addEntry, removeEntry } = (await mergeGroup(job, group)).merged
  await addPeople(job, entryId, addEntry)
  for (const people of chunksOf(removeEntry))
    await job.task.store.db
      .deleteFrom('staged_members')
      .where('snapshot_id', '=', job.snapshotId)
      .where('entry_id', '=', entryId)
      .where('person_id', 'in', people)
      .execute()
}

async function addPeople(job: ReadJob, entryId: number, people: readonly number[]): Promise<void> {
  await insertMissing(
    job.task.store.db,
    'staged_members',
    people.map((id) => ({ snapshot_id: job.snapshotId, entry_id: entryId, person_id: id })),
  )
}
