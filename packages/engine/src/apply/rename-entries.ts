import type { SubjectKind } from '@bindery/contract'
import { dnKey } from '@bindery/contract/ldap-text'
import type { WriteOutcome } from '@bindery/directory'
import { orderRenames, renameSteps, type EntryRename, type RenameStep } from '@bindery/sync'
import { notTried, refused, type ApplyJob, type ChangeRow } from './apply-job.ts'
import { isBroken } from './broken.ts'
import { loadChanges } from './load-changes.ts'
import { journalled, writeEntries, type Written } from './write-entries.ts'

const perBatch = 500

/**
 * Gives entries their new names, each when it is free: first those that are in nobody's way, then those that waited for
 * them, then exchanged names together, one of the entries under a temporary name meanwhile. Renames are few.
 */
export async function renameEntries(job: ApplyJob, subjectKind: SubjectKind): Promise<void> {
  const rows: ChangeRow[] = []
  for await (const batch of loadChanges(job, 'directory', subjectKind, ['move'], perBatch))
    rows.push(...batch)
  const renames = rows.map((row) => ({
    id: row.id,
    from: dnKey(row.dn ?? ''),
    to: dnKey(row.payload.newDn ?? ''),
  }))
  const givenUp = new Set(renames.map(({ from }) => from))
  const waiting = renames.filter(({ from, to }) => from !== to && givenUp.has(to))
  const waits = new Set(waiting.map(({ id }) => id))
  const free = rows.filter((row) => !waits.has(row.id))
  for (let start = 0; start < free.length; start += perBatch)
    await writeEntries(job, free.slice(start, start + perBatch))
  const byId = new Map(rows.map((row) => [row.id, row]))
  for (const ids of orderRenames(waiting)) {
    const together = ids.flatMap((id) => byId.get(id) ?? [])
    if (together.length === 1) await writeEntries(job, together)
    else await exchangeNames(job, together)
  }
}

/** All of the circle, or none: the intent of the one that goes out of the way says so, so that a run cut short is understood. */
async function exchangeNames(job: ApplyJob, circle: readonly ChangeRow[]): Promise<void> {
  const steps = renameSteps(circle.map(renameOf))
  const aside = steps[0]?.newDn ?? ''
  const [first, ...others] = circle
  if (!first) return
  const told = { ...first, effect: `${first.effect}, by way of ${aside}: names are exchanged` }
  await journalled(job, [told, ...others], async (rows) => {
    const stopped = rows.find((row) => row.depends_on !== null && job.failed.has(row.depends_on))
    const written = stopped ? putAside(rows, stopped) : await goRound(job, rows, steps)
    for (const [index, row] of rows.entries())
      if (written[index]?.outcome.state !== 'done') job.failed.add(row.id)
    return written
  })
}

const renameOf = (row: ChangeRow): EntryRename => ({
  id: row.id,
  stableId: row.stable_id ?? '',
  dn: row.dn ?? '',
  newDn: row.payload.newDn ?? '',
})

const putAside = (rows: readonly ChangeRow[], stopped: ChangeRow): Written[] =>
  rows.map((row) => ({ outcome: row === stopped ? notTried : anotherFailed, result: null }))

const anotherFailed = refused(
  'Names are exchanged together, and another of these renames failed: each has the name it had',
  'See what became of the other one, then preview again.',
)

/** Each request looks first whether it is done already, so a circle that was cut short is gone round again. */
async function goRound(
  job: ApplyJob,
  rows: readonly ChangeRow[],
  steps: readonly RenameStep[],
): Promise<Written[]> {
  const ends = new Map<number, WriteOutcome>()
  const taken: RenameStep[] = []
  for (const step of (await isThrough(job, rows[0])) ? steps.slice(1) : steps) {
    const outcome = await send(job, step)
    if (outcome.state === 'done') {
      ends.set(step.id, outcome)
      taken.push(step)
    } else return isLost(outcome) ? inDoubt(rows, outcome) : putBack(job, rows, { step, outcome, taken })
  }
  return rows.map(({ id }) => writtenOf(ends.get(id)))
}

const send = (job: ApplyJob, { stableId, dn, newDn }: RenameStep): Promise<WriteOutcome> =>
  job.session.rename({ stableId, dn }, newDn)

/** Before it was cut short the last step of all had been taken: it must not go out of the way once more. */
async function isThrough(job: ApplyJob, first: ChangeRow | undefined): Promise<boolean> {
  if (!first?.inDoubt) return false
  const arrived = renameOf(first)
  return (await send(job, { ...arrived, dn: arrived.newDn })).state === 'done'
}

type Failed = Exclude<WriteOutcome, { state: 'done' }>
const isLost = (outcome: Failed) => outcome.state === 'in_doubt' || isBroken(outcome.problem.code)

/** The connection broke off: where each entry is by now is found out when the run goes on. */
const inDoubt = (rows: readonly ChangeRow[], { problem }: Failed): Written[] =>
  rows.map(() => ({ outcome: { state: 'in_doubt', problem }, result: null }))

/** One step failed: those before it are taken back, the last one first, and each entry has its old name again. */
async function putBack(
  job: ApplyJob,
  rows: readonly ChangeRow[],
  failed: { readonly step: RenameStep; readonly outcome: Failed; readonly taken: readonly RenameStep[] },
): Promise<Written[]> {
  const stuck = new Map<number, string>()
  for (const step of failed.taken.toReversed()) {
    const back = await send(job, { ...step, dn: step.newDn, newDn: step.dn })
    if (back.state === 'done') continue
    if (isLost(back)) return inDoubt(rows, back)
    stuck.set(step.id, step.newDn)
  }
  const { outcome } = failed
  return rows.map(({ id }) => {
    const at = stuck.get(id)
    if (at !== undefined) return { outcome: notPutBack(at), result: null }
    return id === failed.step.id
      ? { outcome: { state: outcome.state, problem: outcome.problem }, result: null }
      : { outcome: anotherFailed, result: null }
  })
}

const notPutBack = (dn: string) =>
  refused(
    `Names are exchanged together, another of these renames failed, and this one could not be taken back: the entry is ${dn} now`,
    'Preview again: the entry is recognised by its stable id.',
  )

function writtenOf(outcome: WriteOutcome | undefined): Written {
  if (outcome?.state !== 'done') throw new Error('Every row of a circle has a step')
  return { outcome: { state: 'done', atomic: outcome.atomic }, result: outcome }
}
