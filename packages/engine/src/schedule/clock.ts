/** The time and a timer, so that tests need not wait. */
export interface Clock {
  now(): Date
  /** Calls `wake` once; the answer takes that back. */
  after(milliseconds: number, wake: () => void): () => void
}

export const systemClock: Clock = {
  now: () => new Date(),
  after(milliseconds, wake) {
    const timer = setTimeout(wake, milliseconds)
    return () => clearTimeout(timer)
  },
}
