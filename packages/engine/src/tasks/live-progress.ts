import type { Progress } from '@bindery/contract'

/** What the tasks of this process are doing right now, by key (`preview:12`, `apply:3`). */
export interface LiveProgress {
  publish(key: string, progress: Progress): void
  /** Forgets the key and wakes whoever waits for it: the store has the end state. */
  end(key: string): void
  latest(key: string): Progress | undefined
  /**
   * Resolves when something new was published, the task ended or the signal aborted, and after a second at the
   * latest: whatever happens elsewhere is then seen in the store.
   */
  changed(key: string, signal: AbortSignal): Promise<void>
}

const lookAgainMilliseconds = 1000

export function createLiveProgress(): LiveProgress {
  const progress = new Map<string, Progress>()
  const waiting = new Map<string, Set<() => void>>()
  const wake = (key: string) => {
    const all = waiting.get(key)
    waiting.delete(key)
    for (const resolve of all ?? []) resolve()
  }
  return {
    publish(key, now) {
      progress.set(key, now)
      wake(key)
    },
    end(key) {
      progress.delete(key)
      wake(key)
    },
    latest: (key) => progress.get(key),
    changed(key, signal) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, lookAgainMilliseconds)
      const all = waiting.get(key) ?? new Set()
      waiting.set(key, all.add(resolve))
      signal.addEventListener('abort', () => resolve(), { once: true })
      if (signal.aborted) resolve()
      return promise.finally(() => {
        clearTimeout(timer)
        all.delete(resolve)
      })
    },
  }
}
