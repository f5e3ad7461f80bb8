import { BinderyError, type Failure, type ImpactStep } from '@bindery/contract'
import { isBusy, type Store } from '@bindery/store'
import { setTimeout as pause } from 'node:timers/promises'
import { endBroken, failureOf } from './end-task.ts'
import { createLiveProgress, type LiveProgress } from './live-progress.ts'
import type { TaskTarget } from './task-context.ts'
import { taskKey, type TaskKind, type TaskPlace } from './task-messages.ts'
import { createTaskThreads, type RunningTask } from './task-threads.ts'

interface TaskRequest {
  readonly kind: TaskKind
  readonly id: number
  readonly draft?: TaskTarget
}

/** The previews and applies of this process: one at a time per directory. */
export interface Tasks {
  readonly live: LiveProgress
  /** Keeps the directory for `prepare` and then for the task that it asks for. Throws `busy`. */
  start(directoryId: number, prepare: () => Promise<TaskRequest>): Promise<void>
  /**
   * Measures an impact beside them: it writes nothing that they read. Progress is published under the key; the signal,
   * or closing, ends it early.
   */
  measure(directoryId: number, draft: TaskTarget, key: string, signal: AbortSignal): Promise<ImpactStep>
  /** Resolves when the task of a directory that is under way now, if any, has ended. */
  ended(directoryId: number): Promise<void>
  /** Asks a task to stop; one that does not run is left as it is. */
  cancel(kind: TaskKind, id: number): void
  /** Cancels all and waits for their ends, a few seconds at most. */
  close(): Promise<void>
}

const closeMilliseconds = 5000
const askAgainMilliseconds = 1000

export function createTasks(options: TaskPlace & { readonly store: Store; readonly now: () => Date }): Tasks {
  const { store, dataDir, databaseUrl, keys, allowNetworks, now } = options
  const data: TaskPlace = { dataDir, databaseUrl, keys, allowNetworks }
  const live = createLiveProgress()
  const held = new Map<number, 'preparing' | Promise<void>>()
  const threads = createTaskThreads()
  const running = new Map<string, RunningTask>()
  const closing = new AbortController()

  async function follow(directoryId: number, request: TaskRequest): Promise<void> {
    const key = taskKey(request.kind, request.id)
    const task = threads.run({ ...data, ...request }, (report) => {
      if ('progress' in report) live.publish(key, report.progress)
    })
    running.set(key, task)
    const error = await task.ended
    running.delete(key)
    if (error) await keepEnd(request, failureOf(error))
    held.delete(directoryId)
    live.end(key)
  }

  /** A database that is away is asked until it takes it; whatever else it does not take, it gets at the next start. */
  async function keepEnd(request: TaskRequest, failure: Failure): Promise<void> {
    for (;;) {
      const error = await endBroken(store, request, failure, now()).then(
        () => null,
        (reason: unknown) => reason,
      )
      if (!(error instanceof BinderyError) || closing.signal.aborted) return
      await pause(askAgainMilliseconds, undefined, { signal: closing.signal }).catch(() => undefined)
    }
  }

  const refuse = () => {
    throw new BinderyError('busy', 'Wait until the preview or sync under way has ended, or cancel it')
  }

  return {
    live,
    async start(directoryId, prepare) {
      const before = held.get(directoryId)
      if (before === 'preparing' || (before && (await isBusy(store.db, directoryId)))) refuse()
      // The store has its end state, so whoever saw that may go on; its thread is about to be free.
      await before
      if (held.has(directoryId)) refuse()
      held.set(directoryId, 'preparing')
      try {
        const request = await prepare()
        held.set(directoryId, follow(directoryId, request))
      } catch (error) {
        held.delete(directoryId)
        throw error
      }
    },
    async measure(directoryId, draft, key, signal) {
      let end: ImpactStep | undefined
      const task = threads.run({ ...data, kind: 'impact', id: directoryId, draft }, (report) => {
        if ('progress' in report) live.publish(key, report.progress)
        else end = report.impact
      })
      running.set(key, task)
      const cancel = () => task.cancel()
      signal.addEventListener('abort', cancel, { once: true })
      if (signal.aborted) cancel()
      const error = await task.ended
      signal.removeEventListener('abort', cancel)
      running.delete(key)
      return end ?? { state: 'failed', failure: failureOf(error ?? new Error('Cancelled')) }
    },
    async ended(directoryId) {
      const task = held.get(directoryId)
      if (task !== 'preparing') await task
    },
    cancel: (kind, id) => running.get(taskKey(kind, id))?.cancel(),
    async close() {
      closing.abort()
      const endings = [
        ...[...held.values()].filter((ending) => ending !== 'preparing'),
        ...Array.from(running.values(), (task) => task.ended),
      ]
      for (const task of running.values()) task.cancel()
      const late = new AbortController()
      await Promise.race([
        Promise.all(endings),
        pause(closeMilliseconds, undefined, { signal: late.signal }).catch(() => undefined),
      ])
      late.abort()
      await Promise.all(Array.from(running.values(), (task) => task.kill()))
      await Promise.all(endings)
      await threads.close()
    },
  }
}
