import { failure } from '../problems.ts'

/** Cuts a byte stream into LDAP messages (RFC 4511 §4.1.1). */
export interface Framer {
  /** Gives every message that is complete now. Throws `DirectoryError` for what is not LDAP or too large. */
  push(chunk: Buffer): Buffer[]
  /** Bytes of a message that is not complete yet. */
  pending(): number
}

/** A framer that refuses a message of more than `maxBytes` as soon as its header announces it. */
export function createFramer(maxBytes: number): Framer {
  let chunks: Buffer[] = []
  let held = 0
  let wanted = 0
  const push = (chunk: Buffer): Buffer[] => {
    chunks.push(chunk)
    held += chunk.length
    const messages: Buffer[] = []
    if (held < Math.max(wanted, 2)) return messages
    // Chunks are joined only when a whole message is there: joining at each chunk costs the square of its size.
    const joined = chunks.length === 1 ? (chunks[0] ?? chunk) : Buffer.concat(chunks)
    let at = 0
    wanted = 0
    for (;;) {
      const end = messageEnd(joined, at)
      if (end === undefined) break
      if (end - at > maxBytes)
        throw failure('reply_too_large', { raw: `a message of ${end - at} bytes; at most ${maxBytes}` })
      wanted = end - at
      if (end > joined.length) break
      const message = joined.subarray(at, end)
      assertNested(message)
      messages.push(message)
      wanted = 0
      at = end
    }
    held = joined.length - at
    chunks = held === 0 ? [] : [joined.subarray(at)]
    return messages
  }
  return { push, pending: () => held }
}

/** Where the message that begins here will end; undefined while its header is incomplete. */
function messageEnd(bytes: Buffer, at: number): number | undefined {
  if (bytes.length - at < 2) return undefined
  if (bytes[at] !== 0x30) throw notLdap()
  const header = readHeader(bytes, at, bytes.length)
  return header === undefined ? undefined : header.start + header.length
}

function readHeader(bytes: Buffer, at: number, end: number): { start: number; length: number } | undefined {
  const first = bytes[at + 1]
  if (first === undefined || at + 2 > end) return undefined
  if (first < 0x80) return { start: at + 2, length: first }
  const count = first & 0x7f
  if (count === 0 || count > 4) throw notLdap()
  if (at + 2 + count > end) return undefined
  return { start: at + 2 + count, length: bytes.readUIntBE(at + 2, count) }
}

/** Every element ends within its parent: ldapts, which reads it next, would loop for ever on one that does not. */
export function assertNested(bytes: Buffer): void {
  const ends = [bytes.length]
  let at = 0
  while (at < bytes.length) {
    const end = ends.at(-1) ?? bytes.length
    if (at === end) {
      ends.pop()
      continue
    }
    const header = readHeader(bytes, at, end)
    if (header === undefined || header.start + header.length > end) throw notLdap()
    const constructed = ((bytes[at] ?? 0) & 0x20) !== 0
    if (constructed && ends.length > 16) throw notLdap()
    if (constructed) ends.push(header.start + header.length)
    at = constructed ? header.start : header.start + header.length
  }
}

/** Where the content of a whole element begins. */
export function contentStart(bytes: Buffer, at: number): number {
  const first = bytes[at + 1] ?? 0
  return first < 0x80 ? at + 2 : at + 2 + (first & 0x7f)
}

/** Where the content of a whole element ends. */
export function contentEnd(bytes: Buffer, at: number): number {
  const first = bytes[at + 1] ?? 0
  return first < 0x80 ? at + 2 + first : contentStart(bytes, at) + bytes.readUIntBE(at + 2, first & 0x7f)
}

/** Of bytes that are no message, or not the one that they should be. */
export function notLdap() {
  return failure('protocol_error', { raw: 'the bytes are not an LDAP message' })
}
