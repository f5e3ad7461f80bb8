import { expect, test } from 'vitest'
import { lines } from './stream.ts'

async function linesOf(chunks: readonly (string | Uint8Array<ArrayBuffer>)[]): Promise<string[]> {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const chunk of chunks)
        controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk)
      controller.close()
    },
  })
  return Array.fromAsync(lines(body))
}

test('a line may come in pieces, several lines in one', async () => {
  expect(await linesOf(['{"a"', ':1}\n{"b":2}\n{', '"c":3}\n'])).toEqual(['{"a":1}', '{"b":2}', '{"c":3}'])
})

test('a last line without an end counts, and a character may be cut in two', async () => {
  const bytes = new TextEncoder().encode('Zoë')
  expect(await linesOf([bytes.slice(0, 3), bytes.slice(3)])).toEqual(['Zoë'])
})
