import type { Failure } from '@bindery/contract'
import type { DirectoryRecord, Store } from '@bindery/store'
import { failureOf } from '../tasks/end-task.ts'
import type { Clock } from './clock.ts'
import { nextTime } from './next-time.ts'
import type { ScheduledResult } from './run-scheduled.ts'
import { listSchedules, loadSchedule, saveSchedule, scheduleOf, type ScheduleRow } from './schedule-rows.ts'

/** Makes the previews that are due, one at a time per directory, for as long as it is open. */
export interface Scheduler {
  /** Looks anew at what is due: at the start, after settings were saved, a schedule paused or resumed. */
  refresh(): Promise<void>
  running(directoryId: number): boolean
  /** Starts nothing more; resolves when what is under way has ended. */
  close(): Promise<void>
}

/** A timer holds 24 days at most, and a clock may be set meanwhile: it is looked at once a day in any case. */
const longestTimer = 24 * 60 * 60 * 1000
/** After the store could not be read. */
const tryAgain = 60 * 1000

export function createScheduler(options: {
  readonly store: Store
  readonly clock: Clock
  /** Makes one preview and what follows from it; null when it was cut short by `signal`. */
  readonly run: (directoryId: number, signal: AbortSignal) => Promise<ScheduledResult | null>
}): Scheduler {
  const { store, clock, run } = options
  const closing = new AbortController()
  const under = new Map<number, Promise<void>>()
  let disarm = (): void => undefined
  let looking = Promise.resolve()

  async function look(): Promise<void> {
    if (closing.signal.aborted) return
    disarm()
    const now = clock.now()
    let wait = tryAgain
    try {
      wait = await startDue(now)
    } finally {
      // Whatever happened, it is looked again.
      if (!closing.signal.aborted) disarm = clock.after(wait, refreshLater)
    }
  }

  /** Starts what is due; milliseconds until something else is. */
  async function startDue(now: Date): Promise<number> {
    let wait = longestTimer
    for (const { directory, row } of await listSchedules(store.db)) {
      const due = await dueTime(store, directory, row, now)
      if (due === null || under.has(directory.id)) continue
      const left = due.getTime() - now.getTime()
      if (left <= 0) start(directory.id)
      else wait = Math.min(wait, left)
    }
    return wait
  }

  function start(directoryId: number): void {
    under.set(directoryId, follow(directoryId))
  }

  async function follow(directoryId: number): Promise<void> {
    const kept = await turn(directoryId).then(
      () => true,
      () => false,
    )
    under.delete(directoryId)
    if (kept) return refreshLater()
    if (closing.signal.aborted) return
    // The store could not take how it ended, and still has the time that is past: not again at once.
    disarm()
    disarm = clock.after(tryAgain, refreshLater)
  }

  async function turn(directoryId: number): Promise<void> {
    let result: ScheduledResult | null
    try {
      result = await run(directoryId, closing.signal)
    } catch (error) {
      result = broken(failureOf(error instanceof Error ? error : new Error(String(error))))
    }
    if (result !== null && !closing.signal.aborted) await keepResult(store, directoryId, result, clock.now())
  }

  function refresh(): Promise<void> {
    looking = looking.catch(() => undefined).then(look)
    return looking
  }
  // Nobody waits for it; what it could not read now it reads the next time.
  const refreshLater = () => void refresh().catch(() => undefined)

  return {
    refresh,
    running: (directoryId) => under.has(directoryId),
    async close() {
      closing.abort()
      disarm()
      await looking.catch(() => undefined)
      await Promise.all(under.values())
    },
  }
}

/** When a directory is due; made anew, and kept, when its schedule is another than it was made for. */
async function dueTime(
  store: Store,
  directory: DirectoryRecord,
  row: ScheduleRow,
  now: Date,
): Promise<Date | null> {
  const schedule = scheduleOf(directory)
  const rule = JSON.stringify(schedule)
  const sleeps = directory.enabled !== 1 || row.paused_at !== null || schedule.mode === 'off'
  if (sleeps) {
    if (row.next_at !== null) await saveSchedule(store.db, directory.id, { next_at: null })
    return null
  }
  if (row.next_at !== null && row.rule === rule) return new Date(row.next_at)
  const next = nextTime(schedule, now, 0)
  await saveSchedule(store.db, directory.id, {
    rule,
    next_at: next?.toISOString() ?? null,
    failures: 0,
    failure: null,
  })
  return next
}

async function keepResult(
  store: Store,
  directoryId: number,
  result: ScheduledResult,
  now: Date,
): Promise<void> {
  await store.transaction(async (db) => {
    const row = await loadSchedule(db, directoryId)
    // Being passed over says nothing about the directory.
    const before = result.outcome === 'failed' || result.outcome === 'skipped' ? row.failures : 0
    const failures = result.outcome === 'failed' ? before + 1 : before
    const schedule = row.rule === '' ? null : (JSON.parse(row.rule) as ReturnType<typeof scheduleOf>)
    const next = schedule && row.next_at !== null ? nextTime(schedule, now, failures) : null
    await saveSchedule(db, directoryId, {
      next_at: next?.toISOString() ?? null,
      last_at: now.toISOString(),
      last_outcome: result.outcome,
      last_sentence: result.sentence,
      last_plan_id: result.planId,
      last_run_id: result.runId,
      failures,
      failure: result.failure && JSON.stringify(result.failure),
    })
  })
}

const broken = (failure: Failure): ScheduledResult => ({
  outcome: 'failed',
  sentence: failure.message,
  planId: null,
  runId: null,
  failure,
})
