import { openDirectory } from '@bindery/directory'
import { openStore } from '@bindery/store'
import { parentPort, receiveMessageOnPort } from 'node:worker_threads'
import { runApply } from '../apply/apply.ts'
import { endOfImpact } from '../impact/run-impact.ts'
import { makePlan } from '../undo/make-plan.ts'
import { createKeyring } from '../secrets/keyring.ts'
import { storePlace } from './data-place.ts'
import { createReporter } from './report-progress.ts'
import type { TaskContext } from './task-context.ts'
import type { TaskInput, TaskOrder, TaskReport } from './task-messages.ts'

const tell = (report: TaskReport) => parentPort?.postMessage(report, [])
/** Of the task under way. */
let cancel = () => {}

/** One preview or apply, off the event loop that serves the console. What it throws ends the thread, and reaches the one that started it. */
async function work(input: TaskInput): Promise<void> {
  const cancelled = new AbortController()
  cancel = () => cancelled.abort(new Error('Cancelled'))

  const store = await openStore(storePlace(input))
  const reporter = createReporter({
    db: store.db,
    kind: input.kind,
    id: input.id,
    tell: (progress) => tell({ progress }),
    milliseconds: () => performance.now(),
  })
  const context: TaskContext = {
    store,
    keyring: createKeyring(input.keys),
    openDirectory: (options) => openDirectory({ ...options, allowNetworks: input.allowNetworks }),
    now: () => new Date(),
    signal: cancelled.signal,
    progress(progress) {
      // Queries answer without a turn of the event loop, so a loop of them would not hear of a cancellation.
      if (parentPort && receiveMessageOnPort(parentPort)) cancel()
      reporter.progress(progress)
    },
    ...(input.draft && { draft: input.draft }),
  }
  try {
    if (input.kind === 'impact') tell({ impact: await endOfImpact(context, input.id) })
    else await (input.kind === 'preview' ? makePlan : runApply)(context, input.id)
  } finally {
    await reporter.settle()
    await store.close()
  }
  tell({ done: true })
}

parentPort?.on('message', (order: TaskOrder) => {
  if ('run' in order) void work(order.run)
  else if ('cancel' in order) cancel()
  else parentPort?.close()
})
