import { element, integer, tags } from './ber.ts'
import { pagedResults } from './read-request.ts'

/** An entry to answer with; one value or several, text or octets. */
export interface FakeEntry {
  dn: string
  attributes: Record<string, string | Buffer | readonly (string | Buffer)[]>
}

/** Which response answers which request (RFC 4511); unbind and abandon have none. */
export const responseTags: Record<number, number> = {
  0x60: 0x61,
  0x63: 0x65,
  0x66: 0x67,
  0x68: 0x69,
  0x4a: 0x6b,
  0x6c: 0x6d,
  0x6e: 0x6f,
  0x77: 0x78,
}

/** A final response: result code and the server's words; `cookie` adds the paged-results control. */
export function writeResult(id: number, tag: number, code: number, words = '', cookie?: string): Buffer {
  const result = element(
    tag,
    integer(code, tags.enumerated),
    element(tags.octets),
    element(tags.octets, words),
  )
  if (cookie === undefined) return writeMessage(id, result)
  const value = element(tags.sequence, integer(0), element(tags.octets, cookie))
  const control = element(tags.sequence, element(tags.octets, pagedResults), element(tags.octets, value))
  return writeMessage(id, result, element(0xa0, control))
}

/** A searchResultEntry. */
export function writeEntry(id: number, entry: FakeEntry): Buffer {
  const attributes = Object.entries(entry.attributes).map(([name, values]) => {
    const list = typeof values === 'string' || Buffer.isBuffer(values) ? [values] : values
    const set = element(tags.set, ...list.map((value) => element(tags.octets, value)))
    return element(tags.sequence, element(tags.octets, name), set)
  })
  const body = [element(tags.octets, entry.dn), element(tags.sequence, ...attributes)]
  return writeMessage(id, element(0x64, ...body))
}

/** A searchResultReference to these URLs. */
export function writeReference(id: number, urls: readonly string[]): Buffer {
  return writeMessage(id, element(0x73, ...urls.map((url) => element(tags.octets, url))))
}

function writeMessage(id: number, ...parts: readonly Buffer[]): Buffer {
  return element(tags.sequence, integer(id), ...parts)
}
