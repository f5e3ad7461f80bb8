import { once } from 'node:events'
import { PassThrough, type Readable } from 'node:stream'

/** How items become text on the wire. */
export interface StreamFormat {
  readonly mediaType: string
  readonly item: (item: unknown) => string
  /** Written when the items end by themselves. */
  readonly end: string
  /** Written every `heartbeatMilliseconds`, so that a silent stream is seen to live. */
  readonly heartbeat?: string
}

/** One JSON document a line. */
export const ndjson: StreamFormat = {
  mediaType: 'application/x-ndjson',
  item: (item) => `${JSON.stringify(item)}\n`,
  end: '',
}

/**
 * Server-sent events. Each carries the whole current state, so a client that reconnects just goes on: the
 * ids continue after its Last-Event-ID.
 */
export function serverSentEvents(lastEventId: string | undefined): StreamFormat {
  let id = /^\d{1,9}$/.test(lastEventId ?? '') ? Number(lastEventId) : 0
  return {
    mediaType: 'text/event-stream',
    item: (item) => `id: ${++id}\ndata: ${JSON.stringify(item)}\n\n`,
    end: 'event: end\ndata:\n\n',
    heartbeat: ':\n\n',
  }
}

/**
 * Streams the items as they come, each flushed. It waits for the first before it returns, so that a refusal
 * is still an answer of its own; a later error breaks the stream off, as does the signal.
 */
export async function streamItems(options: {
  items: AsyncIterable<unknown>
  check: (item: unknown) => unknown
  format: StreamFormat
  signal: AbortSignal
  heartbeatMilliseconds: number
}): Promise<Readable> {
  const { check, format, signal } = options
  const iterator = options.items[Symbol.asyncIterator]()
  const first = await iterator.next()
  const firstText = first.done ? '' : format.item(check(first.value))

  const out = new PassThrough()
  const stop = () => out.destroy()
  if (format.heartbeat !== undefined) {
    const timer = setInterval(() => out.write(format.heartbeat), options.heartbeatMilliseconds)
    out.once('close', () => clearInterval(timer))
  }
  if (signal.aborted) stop()
  else signal.addEventListener('abort', stop, { once: true })

  async function pump() {
    try {
      out.write(firstText)
      for (let step = first; !step.done;) {
        step = await iterator.next()
        if (signal.aborted) return
        if (!step.done && !out.write(format.item(check(step.value)))) await once(out, 'drain', { signal })
      }
      out.end(format.end)
    } finally {
      signal.removeEventListener('abort', stop)
      await iterator.return?.()
    }
  }
  pump().catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))))
  return out
}
