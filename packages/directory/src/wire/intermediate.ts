import { contentEnd, contentStart, notLdap } from './frame-messages.ts'

/** Something that comes before the final answer and is neither an entry nor a reference (RFC 4511 §4.13). */
export interface Intermediate {
  /** Its OID; '' when the server gives none. */
  readonly name: string
  readonly value: Buffer
}

const tags = { intermediate: 0x79, name: 0x80, value: 0x81 } as const

/** Reads an IntermediateResponse that begins here. The elements must be nested (`assertNested`). */
export function readIntermediate(bytes: Buffer, at: number): Intermediate {
  if (bytes[at] !== tags.intermediate) throw notLdap()
  const end = contentEnd(bytes, at)
  let name = ''
  let value: Buffer = Buffer.alloc(0)
  for (let next = contentStart(bytes, at); next < end; next = contentEnd(bytes, next)) {
    const content = bytes.subarray(contentStart(bytes, next), contentEnd(bytes, next))
    if (bytes[next] === tags.name) name = content.toString('latin1')
    else if (bytes[next] === tags.value) value = content
    else throw notLdap()
  }
  return { name, value }
}
