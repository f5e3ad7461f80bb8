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
  /** Resolves when the task ended or the signal aborted, and after so many milliseconds at the latest. */
  ended(key: string, signal: AbortSignal, milliseconds: number): Promise<void>
}

const lookAgainMilliseconds = 1000

export function createLiveProgress(): LiveProgress {
  const progress = new Map<string, Progress>()
  const changes = createWaiting()
  const ends = createWaiting()
  return {
    publish(key, now) {
      progress.set(key, now)
      changes.wake(key)
    },
    end(key) {
      progress.delete(key)
      changes.wake(key)
      ends.wake(key)
    },
    latest: (key) => progress.get(key),
    changed: (key, signal) => changes.wait(key, signal, lookAgainMilliseconds),
    ended: ends.wait,
  }
}

/** Who waits for something to happen to a key. */
function createWaiting() {
  const waiting = new Map<string, Set<() => void>>()
  return {
    wake(key: string) {
      const all = waiting.get(key)
      waiting.delete(key)
      for (const resolve of all ?? []) resolve()
    },
    wait(this: void, key: string, signal: AbortSignal, milliseconds: number): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, milliseconds)
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
