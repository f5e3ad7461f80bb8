import { Worker } from 'node:worker_threads'
import type { TaskInput, TaskOrder, TaskReport } from './task-messages.ts'

/** Old generation of one task. A task's memory is bounded by a page of rows; this is the wall behind that promise. */
const maxOldGenerationSizeMb = 192
/** Small, so that what a page left behind goes soon: the default grows to 48 MB before it is looked at. */
const maxYoungGenerationSizeMb = 8

/** How long a thread whose task is done may take to end by itself. */
const lastMilliseconds = 5000

export interface RunningWorker {
  cancel(): void
  /** Ends it whatever it is doing. */
  kill(): Promise<void>
  /** Null when the task saw to its end itself; else why it did not. Never rejects. */
  readonly ended: Promise<Error | null>
}

/** Runs a task in a thread of its own. */
export function runWorker(
  input: TaskInput,
  onReport: (report: Exclude<TaskReport, { done: true }>) => void,
): RunningWorker {
  const worker = new Worker(new URL('./task-worker.ts', import.meta.url), {
    workerData: input,
    resourceLimits: { maxOldGenerationSizeMb, maxYoungGenerationSizeMb },
  })
  let done = false
  let failure: Error | null = null
  let hangs: NodeJS.Timeout | undefined
  worker.on('message', (report: TaskReport) => {
    if (!('done' in report)) return onReport(report)
    done = true
    // Terminating a thread that is about to end has brought the process down within V8: only one that hangs is.
    hangs = setTimeout(() => void worker.terminate(), lastMilliseconds)
  })
  worker.on('error', (error) => (failure = error instanceof Error ? error : new Error(String(error))))
  const exit = new Promise<void>((resolve) =>
    worker.once('exit', () => {
      clearTimeout(hangs)
      resolve()
    }),
  )
  return {
    cancel: () => worker.postMessage({ cancel: true } satisfies TaskOrder, []),
    kill: async () => void (await worker.terminate()),
    ended: exit.then(() => (done ? null : (failure ?? new Error('The task ended without a word')))),
  }
}
