import { contentEnd, contentStart, notLdap } from './frame-messages.ts'

const tags = { controls: 0xa0, sequence: 0x30, octets: 0x04, boolean: 0x01 } as const

/** The values of the controls (RFC 4511 §4.1.11) that begin here, by OID; none when the message ends here. */
export function readControls(bytes: Buffer, at: number): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>()
  if (at === bytes.length) return found
  if (bytes[at] !== tags.controls) throw notLdap()
  const end = contentEnd(bytes, at)
  for (let next = contentStart(bytes, at); next < end; next = contentEnd(bytes, next)) {
    if (bytes[next] !== tags.sequence) throw notLdap()
    const parts: Buffer[] = []
    const last = contentEnd(bytes, next)
    for (let part = contentStart(bytes, next); part < last; part = contentEnd(bytes, part)) {
      if (bytes[part] === tags.octets)
        parts.push(bytes.subarray(contentStart(bytes, part), contentEnd(bytes, part)))
      else if (bytes[part] !== tags.boolean) throw notLdap()
    }
    const [type, value] = parts
    if (type === undefined) throw notLdap()
    found.set(type.toString('latin1'), value ?? Buffer.alloc(0))
  }
  return found
}
