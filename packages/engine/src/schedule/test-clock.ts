import type { Clock } from './clock.ts'

export interface TestClock extends Clock {
  /** Moves the time on and wakes whatever came due. */
  advance(seconds: number): void
  /** Seconds until the next timer; null when none is set. */
  nextIn(): number | null
}

/** A clock that only moves when it is told to. */
export function createTestClock(start: Date): TestClock {
  let time = start.getTime()
  const timers = new Set<{ readonly at: number; readonly wake: () => void }>()
  return {
    now: () => new Date(time),
    after(milliseconds, wake) {
      const timer = { at: time + milliseconds, wake }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance(seconds) {
      time += seconds * 1000
      for (const timer of timers)
        if (timer.at <= time) {
          timers.delete(timer)
          timer.wake()
        }
    },
    nextIn: () =>
      timers.size === 0 ? null : (Math.min(...Array.from(timers, ({ at }) => at)) - time) / 1000,
  }
}
