import type { ChangeKind, SubjectKind } from '@bindery/contract'
import { dnDepth } from '@bindery/store'
import type { ApplyJob } from './apply-job.ts'
import { writeUsernames } from './exchange-usernames.ts'
import { loadChanges } from './load-changes.ts'
import { renameEntries } from './rename-entries.ts'
import { writeEntries } from './write-entries.ts'

const perBatch = 250

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
  for (const depth of await depthsOf(job, subjectKind, kinds))
    await oneAhead(loadChanges(job, 'directory', subjectKind, kinds, perBatch, { depth }), async (rows) => {
      const others = rows.filter((row) => !but.has(row.id))
      if (others.length > 0) await writeEntries(job, others)
    })
}

/** What is below another entry comes into being after it, and goes before it; whatever else is done at any depth at once. */
async function depthsOf(
  job: ApplyJob,
  subjectKind: SubjectKind,
  [kind]: readonly ChangeKind[],
): Promise<(number | undefined)[]> {
  if (kind !== 'create' && kind !== 'delete') return [undefined]
  const rows = await job.task.store.db
    .selectFrom('plan_changes')
    .select(dnDepth('dn').as('depth'))
    .distinct()
    .where('plan_id', '=', job.planId)
    .where('side', '=', 'directory')
    .where('subject_kind', '=', subjectKind)
    .where('kind', '=', kind)
    .where('dn', 'is not', null)
    .execute()
  const depths = rows.map(({ depth }) => depth).toSorted((a, b) => a - b)
  return kind === 'create' ? depths : depths.toReversed()
}

/** Begins each batch while the one before it is still under way, so that the server never waits for the next. */
async function oneAhead<Item>(
  items: AsyncIterable<Item>,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let under: Promise<void> | undefined
  try {
    for await (const item of items) {
      const before = under
      under = work(item)
      // Heard of below, once the one before it is over.
      under.catch(() => undefined)
      await before
    }
    await under
  } finally {
    // Whatever failed, nothing is under way any more when the attempt ends.
    await under?.catch(() => undefined)
  }
}
