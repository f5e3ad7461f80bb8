import type { LiveProgress } from './live-progress.ts'

const millisecondsBetween = 200
/** What takes long to load, as the outcome of a million operations does, leaves this thread to others for most of the time. */
const restPerLoad = 9

/**
 * Yields the whole current item: at once, after each progress (five times a second at most), and as soon as the task has
 * ended, where it stops. An item that ended long ago comes once.
 */
export async function* watchTask<Item>(options: {
  readonly live: LiveProgress
  readonly key: string
  readonly load: () => Promise<Item>
  readonly ended: (item: Item) => boolean
  readonly signal: AbortSignal
}): AsyncGenerator<Item, void> {
  const { live, key, load, ended, signal } = options
  for (;;) {
    // Both asked before loading, so that nothing in between is missed.
    const changed = live.changed(key, signal)
    const rested = live.ended(key, signal, millisecondsBetween)
    const started = performance.now()
    const item = await load()
    const took = performance.now() - started
    yield item
    if (ended(item)) return
    await rested
    if (took * restPerLoad > millisecondsBetween) await live.ended(key, signal, took * restPerLoad)
    await changed
    if (signal.aborted) return
  }
}
