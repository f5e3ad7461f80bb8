import { setTimeout as pause } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import type { TaskInput, TaskOrder, TaskReport } from './task-messages.ts'

/** Old generation of one thread. A task's memory is bounded by a page of rows; this is the wall behind that promise. */
const maxOldGenerationSizeMb = 192
/** A third of the young generation: room for a few pages of entries, since what is moved on for want of it stays for long. */
const maxSemiSpaceSizeMb = 8

/** How long a thread that has nothing left to do may take to end by itself. */
const lastMilliseconds = 5000

export interface RunningTask {
  cancel(): void
  /** Ends it whatever it is doing. */
  kill(): Promise<void>
  /** Null when the task saw to its end itself; else why it did not. Never rejects. */
  readonly ended: Promise<Error | null>
}

type Listener = (report: Exclude<TaskReport, { done: true }>) => void

/** Threads that tasks run in. */
export interface TaskThreads {
  run(input: TaskInput, onReport: Listener): RunningTask
  /** Ends the threads that wait for a task, and waits for those that are about to end. */
  close(): Promise<void>
}

/**
 * A thread whose task is done is kept for the next: starting one costs half a second, and V8 has brought the whole
 * process down over threads that came and went by the hundred. One waits at the most.
 */
export function createTaskThreads(): TaskThreads {
  let waiting: Thread | null = null
  let closed = false
  const endings = new Set<Promise<void>>()

  function end(thread: Thread): void {
    const ending = thread.end().finally(() => endings.delete(ending))
    endings.add(ending)
  }

  function keep(thread: Thread): void {
    if (closed || waiting) return end(thread)
    waiting = thread
    thread.rest()
  }

  return {
    run(input, onReport) {
      const thread = waiting?.alive() ? waiting : startThread()
      waiting = null
      const ended = thread.run(input, onReport)
      return {
        cancel: () => thread.order({ cancel: true }),
        kill: () => thread.kill(),
        ended: ended.then((failure) => {
          if (failure === null) keep(thread)
          return failure
        }),
      }
    },
    async close() {
      closed = true
      if (waiting) end(waiting)
      waiting = null
      await Promise.all(endings)
    },
  }
}

type Thread = ReturnType<typeof startThread>

function startThread() {
  // By the flag: the one that the process is started with, for a main thread that needs less, outdoes a thread's limits.
  setFlagsFromString(`--max-semi-space-size=${maxSemiSpaceSizeMb}`)
  const worker = new Worker(new URL('./task-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb },
  })
  let task: { readonly onReport: Listener; readonly end: (failure: Error | null) => void } | null = null
  let failure: Error | null = null
  let alive = true
  const order = (message: TaskOrder) => worker.postMessage(message, [])
  const kill = async () => void (await worker.terminate())
  worker.on('message', (report: TaskReport) => {
    if ('done' in report) task?.end(null)
    else task?.onReport(report)
  })
  worker.on('error', (error) => (failure = error instanceof Error ? error : new Error(String(error))))
  const exit = new Promise<void>((resolve) =>
    worker.once('exit', () => {
      alive = false
      task?.end(failure ?? new Error('The task ended without a word'))
      resolve()
    }),
  )
  return {
    order,
    kill,
    alive: () => alive,
    /** Does not keep the process running meanwhile. */
    rest: () => worker.unref(),
    run(input: TaskInput, onReport: Listener): Promise<Error | null> {
      worker.ref()
      const ended = Promise.withResolvers<Error | null>()
      const end = (reason: Error | null) => {
        task = null
        ended.resolve(reason)
      }
      task = { onReport, end }
      order({ run: input })
      return ended.promise
    },
    /** Terminates only what hangs: V8 is at its most fragile when a thread is terminated. */
    async end(): Promise<void> {
      worker.ref()
      order({ end: true })
      const late = new AbortController()
      await Promise.race([
        exit,
        pause(lastMilliseconds, undefined, { signal: late.signal }).then(kill, () => undefined),
      ])
      late.abort()
      await exit
    },
  }
}
