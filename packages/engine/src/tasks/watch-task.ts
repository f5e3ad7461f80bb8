import type { LiveProgress } from './live-progress.ts'

const millisecondsBetween = 200

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
    const item = await load()
    yield item
    if (ended(item)) return
    await rested
    await changed
    if (signal.aborted) return
  }
}
