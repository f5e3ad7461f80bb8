import type { WriteOutcome } from '@bindery/directory'
import { endHolds, type Database, type Tables } from '@bindery/store'
import { drifted, leftOver, notTried, type ApplyJob, type ChangeRow, type Outcome } from './apply-job.ts'
import { imageEntries } from './before-images.ts'
import { isBroken, throwIfBroken } from './broken.ts'
import { hasOtherMembers } from './has-other-members.ts'
import { forgetMembers } from './forget-members.ts'
import { findLink, findLinks, forgetLink, insertLinks, updateLink, updateLinks } from './link-rows.ts'
import { isBusy, runPool } from './run-pool.ts'
import { withStoredFlags } from './with-stored-flags.ts'
import { writeIntents, writeOutcomes } from './write-journal.ts'

/** Carries out rows of the directory's side that are in nobody's way: several writes in flight. */
export async function writeEntries(job: ApplyJob, rows: readonly ChangeRow[]): Promise<void> {
  await journalled(job, await imageEntries(job, rows), async (batch) => {
    const links = await findLinks(job, job.task.store.db, batch)
    const pool = { pace: job.pace, signal: job.task.signal }
    return runPool(
      pool,
      batch,
      (row) => writeOne(job, row, links.get(row.local_id ?? -1)),
      ({ outcome }) => isBusy(outcome),
    )
  })
}

/** Intent, guarded write, outcome, base: what `write` makes of these rows, in their order, is remembered. */
export async function journalled(
  job: ApplyJob,
  rows: readonly ChangeRow[],
  write: (rows: readonly ChangeRow[]) => Promise<readonly Written[]>,
): Promise<void> {
  job.task.signal.throwIfAborted()
  const ids = await job.task.store.transaction((db) => writeIntents(job, db, rows))
  const written = await write(rows)
  await job.task.store.transaction(async (db) => {
    await writeOutcomes(
      job,
      db,
      ids,
      written.map(({ outcome }) => outcome),
    )
    await remember(
      job,
      db,
      rows.flatMap((row, index) => {
        const result = written[index]?.result
        return result ? [{ row, result }] : []
      }),
    )
  })
  for (const [index, row] of rows.entries())
    if (written[index]?.outcome.state !== 'done') job.failed.add(row.id)
  job.done += rows.length
  job.task.progress({ phase: 'applying_directory', done: job.done, total: job.total })
  for (const { outcome } of written) throwIfBroken(outcome)
}

/** What came of a row. */
export interface Written {
  readonly outcome: Outcome
  /** What the server answered; null when nothing was sent. */
  readonly result: Extract<WriteOutcome, { state: 'done' }> | null
}

type Done = NonNullable<Written['result']>

async function writeOne(job: ApplyJob, row: ChangeRow, link: Tables['links'] | undefined): Promise<Written> {
  const needed = row.depends_on !== null && job.failed.has(row.depends_on)
  if (needed || job.task.signal.aborted)
    return { outcome: unsent(row, needed ? notTried : leftOver), result: null }
  if (row.kind === 'delete' && (await hasOtherMembers(job, row)))
    return { outcome: drifted('People joined or left the group since the preview'), result: null }
  const result = await send(job, row, link)
  if (result.state === 'done') return { outcome: { state: 'done', atomic: result.atomic }, result }
  // Refused by a broken connection is refused by nobody: nothing was sent.
  if (result.state === 'refused' && isBroken(result.problem.code))
    return { outcome: unsent(row, { ...leftOver, problem: result.problem }), result: null }
  const outcome = { state: result.state, problem: result.problem }
  return { outcome: isBusy(outcome) ? unsent(row, outcome) : outcome, result: null }
}

/** Not sent now. What was in doubt from an earlier attempt still is: it may have taken effect then. */
const unsent = (row: ChangeRow, outcome: Outcome): Outcome =>
  row.inDoubt ? { ...outcome, state: 'in_doubt' } : outcome

async function send(job: ApplyJob, row: ChangeRow, link: Tables['links'] | undefined): Promise<WriteOutcome> {
  const { payload } = row
  if (row.kind === 'create') return create(job, row)
  const target = { dn: link?.dn ?? row.dn ?? '', stableId: row.stable_id ?? link?.stable_id ?? '' }
  // Each looks first whether it is done already, so one that is in doubt is simply sent again.
  if (row.kind === 'delete') return job.session.delete(target, new Map(Object.entries(payload.seen ?? {})))
  return row.kind === 'move'
    ? job.session.rename(target, payload.newDn ?? '')
    : job.session.update(target, payload.deltas ?? [])
}

/** What was sent on a connection that is gone may be carried out late: after one has looked whether it was. */
async function create(job: ApplyJob, row: ChangeRow): Promise<WriteOutcome> {
  const attributes = new Map(Object.entries(row.payload.attributes ?? {}))
  const adopt = () => job.session.adopt(row.dn ?? '', attributes, row.since)
  const adopted = row.inDoubt ? await adopt() : null
  if (adopted) return adopted
  const created = await job.session.create(row.dn ?? '', attributes)
  const isThere = created.state === 'refused' && created.problem.code === 'already_exists'
  return (row.inDoubt && isThere ? await adopt() : null) ?? created
}

interface Remembered {
  readonly row: ChangeRow
  readonly result: Done
}

async function remember(job: ApplyJob, db: Database, done: readonly Remembered[]): Promise<void> {
  const forgotten = done.filter(({ row }) => row.payload.forgets)
  const others = done.filter(({ row }) => !row.payload.forgets)
  const created = others.filter(({ row }) => row.kind === 'create')
  for (const { row } of forgotten) await forgetLink(job, db, row)
  await updateLinks(
    job,
    db,
    others
      .filter(({ row }) => row.kind !== 'create')
      .map(({ row, result }) => {
        const { bases, state } = row.payload
        return { row, bases, state, ...(row.kind === 'move' ? { dn: result.dn } : {}) }
      }),
  )
  await insertLinks(
    job,
    db,
    created
      .filter(({ row }) => !row.payload.restores)
      .map(({ row, result }) => {
        const { dn, stableId } = result
        return { row, dn, stableId, hash: '', localVersion: 0, bases: storedBases(job, row, result) }
      }),
  )
  for (const { row, result } of created) if (row.payload.restores) await linkAgain(job, db, row, result)
}

const storedBases = (job: ApplyJob, { subject_kind, payload }: ChangeRow, { after }: Done) =>
  subject_kind === 'person'
    ? withStoredFlags(job.settings, payload.bases ?? {}, after)
    : (payload.bases ?? {})

/**
 * An entry made again has another stable id; the link goes on with it, made anew where an undo took it back, and a hold
 * that waited for it ends.
 */
async function linkAgain(job: ApplyJob, db: Database, row: ChangeRow, result: Done): Promise<void> {
  const { dn, stableId } = result
  const bases = storedBases(job, row, result)
  const link = await findLink(job, db, row)
  if (!link) return insertLinks(job, db, [{ row, dn, stableId, hash: '', localVersion: 0, bases }])
  // A group that is made again has nobody: who left it here meanwhile is no part of what both sides share.
  await forgetMembers(db, link, row.subject_kind === 'group' ? 'all' : 'here')
  await updateLink(job, db, row, { bases, state: 'active', dn, stableId })
  if (row.subject_kind !== 'person') return
  const of = { personId: row.local_id ?? 0, directoryId: job.directoryId }
  await endHolds(db, of, { outcome: 'released', by: job.actor, at: job.task.now().toISOString() })
}
