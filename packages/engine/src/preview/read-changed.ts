import type { Progress } from '@bindery/contract'
import type { Changes, Entry, ReadProof, ReadRequest } from '@bindery/directory'
import { countBases } from './count-bases.ts'
import { brokenOff } from './find-arrived.ts'
import { isCovered } from './is-covered.ts'
import { joinReads } from './join-reads.ts'
import { groupsNaming, inKnownOrder, linkedAt, linkedTo } from './known-entries.ts'
import { takeFromTally, tallyKnown, witnesses } from './known-tally.ts'
import { forgetKnown, knownIds, knownNames } from './note-known.ts'
import type { Alike, Known, PreviewJob, SubjectRead } from './preview-job.ts'
import { findUnreadable } from './read-subjects.ts'
import { findUnsettled, listGone, markSettled } from './settling.ts'
import { stageEntries } from './stage-entries.ts'

/** Ids in one search. A group weighs as much as its members. */
const perSearch = { person: 100, group: 50 } as const
/** Up to this share of the known entries reading by changes is cheaper; a few always are. */
const most = { share: 0.2, few: 200 }

/**
 * Reads of one kind what changed since the last preview, and again what was not settled by it. Everything else counts
 * as read: it is as it is known. Otherwise nothing was staged, and the answer is why everything must be read.
 */
export async function readChanged(
  job: PreviewJob,
  known: Known,
  read: SubjectRead,
  phase: Progress['phase'],
): Promise<'read' | { readonly why: string }> {
  const { changes } = known
  if (!changes) return { why: job.readsAll }
  if (read.stageAll) return { why: 'People are newly linked, so every group is compared.' }
  const count = (await tallyKnown(job, known, read.kind)).reduce((sum, { entries }) => sum + entries, 0)
  const limit = Math.max(count * most.share, most.few)
  const tooMuch = { why: 'Too much changed, or was not settled by the last preview.' }
  const changed = await listChanged(job, known, changes, read)
  if (changed === null) return { why: brokenOff }
  const { gone, fresh, moved, displaced } = await compareNames(job, known, changes, read, changed.names)
  if (displaced)
    return { why: 'An entry is in the place of another one that the server does not call deleted.' }
  if (read.kind === 'group' && gone.length + fresh + moved > 0)
    return { why: 'A group came, went or was renamed, and groups name groups.' }
  const unsettled = await findUnsettled(job, known, read.kind)
  const naming = read.kind === 'group' ? await groupsNaming(job, known) : []
  const ids = new Set([...unsettled, ...changed.names.keys(), ...naming])
  for (const id of gone) ids.delete(id)
  if (ids.size > limit) return tooMuch
  const looked = new Set([...ids, ...gone])
  const tally = await takeFromTally(job, known, read.kind, looked)
  const hidden = await findHidden(job, changes, read, tally)
  if (hidden !== '') return { why: hidden }
  const inOrder = await inKnownOrder(job, read.kind, [...ids])
  for (const id of await markSettled(job, read, tally, looked)) looked.add(id)
  known.looked[read.kind] = looked
  await forget(job, known, read, gone)
  const proofs = [...changed.proofs]
  for (let start = 0; start < inOrder.length; start += perSearch[read.kind]) {
    job.task.signal.throwIfAborted()
    const some = inOrder.slice(start, start + perSearch[read.kind])
    proofs.push(...(await readAgain(job, known, changes, read, some)))
    job.task.progress({ phase, done: start + some.length, total: inOrder.length })
  }
  known.reread[read.kind] = inOrder.length
  read.proof = joinReads(proofs)
  await findUnreadable(job, read)
  return 'read'
}

const requestOf = (
  { knownReferrals }: PreviewJob,
  { bases, filter, attributes, kind }: SubjectRead,
): ReadRequest => ({
  bases,
  filter,
  attributes,
  subject: kind === 'person' ? 'people' : 'groups',
  knownReferrals,
})

/** The names of the entries in scope that changed, by stable id; null where it is not known whether these are all. */
async function listChanged(job: PreviewJob, known: Known, changes: Changes, read: SubjectRead) {
  const below = [...known.touched].filter(([, dn]) => dn !== null && isCovered(read, dn)).map(([id]) => id)
  const names = new Map<string, string>()
  const proofs: ReadProof[] = []
  // At least once, for the proof.
  for (let start = 0; start === 0 || start < below.length; start += perSearch.person) {
    const some = below.slice(start, start + perSearch.person)
    for await (const item of changes.these({ ...requestOf(job, read), attributes: [] }, some))
      if ('proof' in item) proofs.push(item.proof)
      else for (const { stableId, dn } of item.entries) if (stableId !== null) names.set(stableId, dn)
  }
  return proofs.every((proof) => proof.complete) ? { names, proofs } : null
}

/**
 * Who was in scope and was touched without being found there, who is new there, how many have another name, and whether
 * one of these has the name of somebody who is said to be as before: then the server was set up again meanwhile.
 */
async function compareNames(
  job: PreviewJob,
  known: Known,
  { isThere }: Changes,
  { kind }: SubjectRead,
  names: ReadonlyMap<string, string>,
) {
  const before = await knownNames(job, kind, [...new Set([...known.touched.keys(), ...names.keys()])])
  const gone = [...before.keys()].filter((id) => !names.has(id))
  if (isThere !== null)
    for await (const ids of knownIds(job, kind)) gone.push(...ids.filter((id) => !isThere(id)))
  const fresh = [...names.keys()].filter((id) => !before.has(id)).length
  const moved = [...names].filter(([id, dn]) => (before.get(id) ?? dn) !== dn).length
  const arrived = [...names].filter(([id, dn]) => before.get(id) !== dn).map(([, dn]) => dn)
  const accountedFor = new Set([...names.keys(), ...known.touched.keys(), ...gone])
  const there = await linkedAt(job, kind, arrived)
  return { gone, fresh, moved, displaced: there.some((id) => !accountedFor.has(id)) }
}

/** Whether an entry that did not change does not show an attribute any more that it had, in a sentence; '': none is known to. */
async function findHidden(
  job: PreviewJob,
  changes: Changes,
  read: SubjectRead,
  tally: readonly Alike[],
): Promise<string> {
  const had = witnesses(read, tally)
  if (had.size === 0) return ''
  const hidden = new Set([...had.values()].flat())
  for await (const item of changes.these(requestOf(job, read), [...had.keys()]))
    if ('entries' in item) {
      for (const { stableId, names } of item.entries)
        for (const name of had.get(stableId ?? '') ?? []) if (names.includes(name)) hidden.delete(name)
    } else if (!item.proof.complete) return brokenOff
  const [first] = hidden
  return first === undefined ? '' : `${first} cannot be read of entries that did not change.`
}

/** Reads some entries as they are now. Who is not in scope any more was not seen. */
async function readAgain(
  job: PreviewJob,
  known: Known,
  changes: Changes,
  read: SubjectRead,
  stableIds: readonly string[],
): Promise<ReadProof[]> {
  const found = new Map<string, Entry>()
  const proofs: ReadProof[] = []
  for await (const item of changes.these(requestOf(job, read), stableIds))
    if ('proof' in item) proofs.push(item.proof)
    else for (const entry of item.entries) found.set(entry.stableId ?? '', entry)
  const entries = stableIds.flatMap((id) => found.get(id) ?? [])
  countBases(read, entries)
  await stageEntries(job, read, entries)
  await forget(
    job,
    known,
    read,
    stableIds.filter((id) => !found.has(id)),
  )
  return proofs
}

async function forget(
  job: PreviewJob,
  known: Known,
  { kind }: SubjectRead,
  stableIds: readonly string[],
): Promise<void> {
  if (kind === 'person' && stableIds.length > 0) {
    known.peopleDiffer = true
    for (const id of await linkedTo(job, kind, stableIds)) known.renamed.add(id)
  }
  await forgetKnown(job, kind, stableIds)
  await listGone(job, kind, stableIds)
}
