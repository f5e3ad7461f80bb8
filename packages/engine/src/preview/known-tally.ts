import type { SubjectKind } from '@bindery/contract'
import { chunksOf } from './chunks-of.ts'
import type { Alike, Known, ReadJob, SubjectRead } from './preview-job.ts'

/** How many of them are kept by name. One is enough; others stay when it changes. */
const mostSamples = 4

/** How many known entries there are that have the same attributes. Kept from one preview of what changed to the next. */
export async function tallyKnown(job: ReadJob, known: Known, kind: SubjectKind): Promise<Alike[]> {
  return (known.tally[kind] ??= await countAlike(job, kind))
}

async function countAlike(job: ReadJob, kind: SubjectKind): Promise<Alike[]> {
  const groups = await ofKind(job, kind)
    .groupBy(['attributes', 'base'])
    .select(['attributes', 'base'])
    .select(({ fn }) => [
      fn.countAll().as('entries'),
      fn.sum('primary_members').as('primary'),
      fn.min('stable_id').as('first'),
      fn.max('stable_id').as('last'),
    ])
    .execute()
  return groups.map(({ attributes, base, entries, primary, first, last }) => ({
    attributes,
    base,
    entries: Number(entries),
    primaryMembers: Number(primary),
    samples: [...new Set([first, last])],
  }))
}

/** Takes these entries out of the tally. Where no sample of some others would be left, all are counted once more. */
export async function takeFromTally(
  job: ReadJob,
  known: Known,
  kind: SubjectKind,
  except: ReadonlySet<string>,
): Promise<Alike[]> {
  const take = async () => {
    const tally = await tallyKnown(job, known, kind)
    for (const ids of chunksOf([...except])) {
      const rows = await ofKind(job, kind)
        .select(['attributes', 'base', 'primary_members'])
        .where('stable_id', 'in', ids)
        .execute()
      for (const row of rows) {
        const alike = tally.find((those) => those.base === row.base && those.attributes === row.attributes)
        if (!alike) continue
        alike.entries -= 1
        alike.primaryMembers -= row.primary_members
      }
    }
    for (const alike of tally) alike.samples = alike.samples.filter((id) => !except.has(id))
    return tally.filter(({ entries }) => entries > 0)
  }
  const tally = await take()
  if (tally.every(({ samples }) => samples.length > 0)) return (known.tally[kind] = tally)
  known.tally[kind] = null
  return (known.tally[kind] = await take())
}

/** Counts an entry that was just read. */
export function addToTally(
  tally: Alike[],
  entry: Omit<Alike, 'entries' | 'samples'>,
  stableId: string,
): void {
  const { attributes, base, primaryMembers } = entry
  const alike = tally.find((those) => those.base === base && those.attributes === attributes)
  if (!alike) {
    tally.push({ attributes, base, primaryMembers, entries: 1, samples: [stableId] })
    return
  }
  alike.entries += 1
  alike.primaryMembers += primaryMembers
  if (alike.samples.length < mostSamples) alike.samples.push(stableId)
}

/**
 * Known entries, one or more for each attribute that any of them has, to see whether it can still be read: rights that
 * were taken away leave no mark in the entries.
 */
export function witnesses(
  read: SubjectRead,
  tally: readonly Alike[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const [index, name] of read.attributes.entries()) {
    const having = tally.filter(({ attributes, samples }) => attributes[index] === '1' && samples.length > 0)
    const id = (having.find(({ samples }) => found.has(samples[0] ?? '')) ?? having[0])?.samples[0]
    if (id !== undefined) found.set(id, [...(found.get(id) ?? []), name])
  }
  return found
}

const ofKind = (job: ReadJob, kind: SubjectKind) =>
  job.task.store.db
    .selectFrom('known_entries')
    .where('directory_id', '=', job.directoryId)
    .where('kind', '=', kind)
