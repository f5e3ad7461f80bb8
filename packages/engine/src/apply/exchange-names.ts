import type { WriteOutcome } from '@bindery/directory'
import type { Rename } from '@bindery/sync'
import { splitRenames } from '@bindery/sync'
import { notTried, refused, type ApplyJob, type ChangeRow } from './apply-job.ts'
import { isBroken } from './broken.ts'
import { journalled, writeEntries, type Written } from './write-entries.ts'

const perBatch = 500

/** One request of those that exchange names. */
interface ExchangeStep {
  /** Of the row that it is a step of. */
  readonly id: number
  readonly take: () => Promise<WriteOutcome>
  readonly takeBack: () => Promise<WriteOutcome>
  /** What the entry is called after it. */
  readonly name: string
}

/** How a circle of rows goes round. */
export interface Exchange {
  readonly steps: readonly ExchangeStep[]
  /** Whether the last step of all had been taken before the run was cut short. */
  readonly isThrough: () => Promise<boolean>
  /** The temporary name, as a person would write it. */
  readonly aside: string
}

/**
 * Writes rows that take names, each when its name is free: first those that are in nobody's way, then those that waited
 * for them, then exchanged names together, one of the entries under a temporary name meanwhile. Renames are few.
 */
export async function writeInOrder(
  job: ApplyJob,
  rows: readonly ChangeRow[],
  renameOf: (row: ChangeRow) => Rename,
  exchangeOf: (circle: readonly ChangeRow[]) => Exchange,
): Promise<void> {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const rowsOf = (ids: readonly number[]) => ids.flatMap((id) => byId.get(id) ?? [])
  const { free, waiting } = splitRenames(rows.map(renameOf))
  for (let start = 0; start < free.length; start += perBatch)
    await writeEntries(job, rowsOf(free.slice(start, start + perBatch)))
  for (const ids of waiting) {
    const together = rowsOf(ids)
    if (together.length === 1) await writeEntries(job, together)
    else await exchangeNames(job, together, exchangeOf(together))
  }
}

/** All of the circle, or none: the intent of the one that goes out of the way says so, so that a run cut short is understood. */
async function exchangeNames(job: ApplyJob, circle: readonly ChangeRow[], exchange: Exchange): Promise<void> {
  const [first, ...others] = circle
  if (!first) return
  const told = { ...first, effect: `${first.effect}, by way of ${exchange.aside}: names are exchanged` }
  await journalled(job, [told, ...others], async (rows) => {
    const stopped = rows.find((row) => row.depends_on !== null && job.failed.has(row.depends_on))
    return stopped ? putAside(rows, stopped) : goRound(rows, exchange)
  })
}

const putAside = (rows: readonly ChangeRow[], stopped: ChangeRow): Written[] =>
  rows.map((row) => ({ outcome: row === stopped ? notTried : anotherFailed, result: null }))

const anotherFailed = refused(
  'Names are exchanged together, and another of these renames failed: each has the name it had',
  'See what became of the other one, then preview again.',
)

/** Each request looks first whether it is done already, so a circle that was cut short is gone round again. */
async function goRound(rows: readonly ChangeRow[], { steps, isThrough }: Exchange): Promise<Written[]> {
  const ends = new Map<number, WriteOutcome>()
  const taken: ExchangeStep[] = []
  // Before it was cut short the last step of all may have been taken: it must not go out of the way once more.
  const isLast = rows[0]?.inDoubt === true && (await isThrough())
  for (const step of isLast ? steps.slice(1) : steps) {
    const outcome = await step.take()
    if (outcome.state === 'done') {
      ends.set(step.id, outcome)
      taken.push(step)
    } else return isLost(outcome) ? inDoubt(rows, outcome) : putBack(rows, { step, outcome, taken })
  }
  return rows.map(({ id }) => writtenOf(ends.get(id)))
}

type Failed = Exclude<WriteOutcome, { state: 'done' }>
const isLost = (outcome: Failed) => outcome.state === 'in_doubt' || isBroken(outcome.problem.code)

/** The connection broke off: where each entry is by now is found out when the run goes on. */
const inDoubt = (rows: readonly ChangeRow[], { problem }: Failed): Written[] =>
  rows.map(() => ({ outcome: { state: 'in_doubt', problem }, result: null }))

/** One step failed: those before it are taken back, the last one first, and each entry has its old name again. */
async function putBack(
  rows: readonly ChangeRow[],
  failed: { readonly step: ExchangeStep; readonly outcome: Failed; readonly taken: readonly ExchangeStep[] },
): Promise<Written[]> {
  const stuck = new Map<number, string>()
  for (const step of failed.taken.toReversed()) {
    const back = await step.takeBack()
    if (back.state === 'done') continue
    if (isLost(back)) return inDoubt(rows, back)
    stuck.set(step.id, step.name)
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
