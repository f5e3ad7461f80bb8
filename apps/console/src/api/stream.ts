import { parseAnswer, send, type RequestOf, type ResponseOf, type StreamName } from './request.ts'

/** Cuts a byte stream into lines; a last line without an end counts too. */
export async function* lines(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      const parts = (rest + value).split('\n')
      rest = parts.pop() ?? ''
      yield* parts
    }
    if (rest !== '') yield rest
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** The items of an NDJSON answer as they arrive: `for await (const step of stream('testConnection', { body }))`. */
export async function* stream<Name extends StreamName>(
  name: Name,
  request: RequestOf<Name>,
): AsyncGenerator<ResponseOf<Name>> {
  const response = await send(name, request)
  if (!response.body) return
  for await (const line of lines(response.body))
    if (line.trim() !== '') yield parseAnswer(name, JSON.parse(line))
}
