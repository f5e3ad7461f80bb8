import type { ChangeKind, SubjectKind } from '@bindery/contract'
import type { ApplyJob } from './apply-job.ts'
import { writeUsernames } from './exchange-usernames.ts'
import { loadChanges } from './load-changes.ts'
import { renameEntries } from './rename-entries.ts'
import { writeEntries } from './write-entries.ts'

const perBatch = 64

/**
 * Applies the rows of the directory's side: creations first, then renames, then usernames that are not
 * part of a DN, then other values, each row by the name that the one before it gave.
 */
export async function applyDirectory(job: ApplyJob, subjectKind: SubjectKind): Promise<void> {
  await applyKinds(job, subjectKind, ['create'])
  await renameEntries(job, subjectKind)
  const written = subjectKind === 'person' ? await writeUsernames(job) : new Set<number>()
  await applyKinds(job, subjectKind, ['update', 'disable', 'enable'], written)
}

/** Deletes entries when everything else is done: their memberships are gone, and whatever failed is known. */
export async function deleteEntries(job: ApplyJob): Promise<void> {
  for (const subjectKind of ['group', 'person'] as const) await applyKinds(job, subjectKind, ['delete'])
}

async function applyKinds(
  job: ApplyJob,
  subjectKind: SubjectKind,
  kinds: readonly ChangeKind[],
  but: ReadonlySet<number> = new Set(),
): Promise<void> {
  for await (const rows of loadChanges(job, 'directory', subjectKind, kinds, perBatch)) {
    const others = rows.filter((row) => !but.has(row.id))
    if (others.length > 0) await writeEntries(job, others)
  }
}
