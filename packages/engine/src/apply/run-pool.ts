import { setTimeout as pause } from 'node:timers/promises'
import type { Outcome } from './apply-job.ts'
import type { Pace } from './pace.ts'

const tries = 6
const firstPause = 100

export interface Pool {
  readonly pace: Pace
  readonly signal: AbortSignal
}

/**
 * Runs `work` over the items, as many at a time as the pace allows, begun in their order; results in their order. One
 * that the server had no room for is tried again after longer and longer pauses, three seconds in all.
 */
export function runPool<Item, Result>(
  { pace, signal }: Pool,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  isBusy: (result: Result) => boolean,
): Promise<Result[]> {
  async function once(item: Item) {
    const entered = await pace.enter()
    let busy = false
    try {
      const result = await work(item)
      busy = isBusy(result)
      return { result, busy }
    } finally {
      pace.leave(entered, busy)
    }
  }
  async function often(item: Item): Promise<Result> {
    for (let tried = 1; ; tried += 1) {
      const { result, busy } = await once(item)
      if (!busy || signal.aborted) return result
      if (tried === tries || pace.hopeless()) {
        pace.despair()
        return result
      }
      // Cut short by a cancellation, it is for `work` to say that nothing is tried any more.
      await pause(firstPause * 2 ** (tried - 1), undefined, { signal }).catch(() => undefined)
    }
  }
  return Promise.all(items.map(often))
}

/** Had the server no room for it? Then nothing was done. */
export const isBusy = ({ problem }: Pick<Outcome, 'problem'>) =>
  problem !== undefined && ['busy', 'admin_limit'].includes(problem.code)
