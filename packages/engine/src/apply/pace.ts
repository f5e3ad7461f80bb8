/** At the start; at most; at least one is. */
const width = { first: 16, most: 64 } as const

/**
 * How many writes the server is given at once: one more with each windowful that it answers well, half as many when it says
 * that it has too much to do. What waits goes in its order.
 */
export interface Pace {
  /** Waits until one more may be in flight. What it resolves to goes to `leave`. */
  enter(): Promise<number>
  /** One was answered: well, or not for want of room. */
  leave(entered: number, busy: boolean): void
  /** The server was too slow to answer at all. */
  slower(): void
  /** One was tried again and again, and there was no room. */
  despair(): void
  /** Nothing was answered well since: what is tried now is tried once, so that a run ends. */
  hopeless(): boolean
}

export function createPace(): Pace {
  let window: number = width.first
  let inFlight = 0
  // Counts the slow-downs: what was sent before one says nothing new.
  let slowed = 0
  let hopeless = false
  const waiting: (() => void)[] = []
  const letIn = () => {
    for (; waiting.length > 0 && inFlight < Math.floor(window); inFlight += 1) waiting.shift()?.()
  }
  const slower = () => {
    window = Math.max(1, window / 2)
    slowed += 1
  }
  return {
    enter: async () => {
      const entered = Promise.withResolvers<void>()
      waiting.push(entered.resolve)
      letIn()
      await entered.promise
      return slowed
    },
    leave: (entered, busy) => {
      inFlight -= 1
      if (!busy) {
        hopeless = false
        // Until the server first says so it may do much more than is asked of it.
        window = Math.min(width.most, window + (slowed === 0 ? 1 : 1 / window))
      } else if (entered === slowed) slower()
      letIn()
    },
    slower,
    despair: () => {
      hopeless = true
    },
    hopeless: () => hopeless,
  }
}
