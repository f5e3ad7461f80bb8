/** One element of BER (X.690) as LDAP uses it: a one-byte tag and definite lengths (RFC 4511 §5.1). */
export interface BerElement {
  tag: number
  content: Buffer
}

/** Tags of the universal class that LDAP messages are made of. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  octets: 0x04,
  enumerated: 0x0a,
  sequence: 0x30,
  set: 0x31,
}

/** Writes an element around its parts; text is UTF-8. */
export function element(tag: number, ...parts: readonly (Buffer | string)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)))
  return Buffer.concat([Buffer.from([tag]), lengthOctets(content.length), content])
}

/** Writes a non-negative integer below 2^31, or an enumerated value with its tag. */
export function integer(value: number, tag = tags.integer): Buffer {
  const octets: number[] = []
  for (let rest = value; octets.length === 0 || rest > 0; rest >>>= 8) octets.unshift(rest & 0xff)
  // A leading one bit would make it negative.
  if ((octets[0] ?? 0) > 0x7f) octets.unshift(0)
  return element(tag, Buffer.from(octets))
}

/** The length field: short form below 128, else four octets. */
export function lengthOctets(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const long = Buffer.alloc(5, 0x84)
  long.writeUInt32BE(length, 1)
  return long
}

/** Reads the element at the start; `undefined` when the buffer does not hold all of it yet. */
export function readElement(buffer: Buffer): { element: BerElement; size: number } | undefined {
  const [tag, first] = buffer
  if (tag === undefined || first === undefined) return undefined
  const extra = first < 0x80 ? 0 : first & 0x7f
  if (buffer.length < 2 + extra) return undefined
  const length = extra === 0 ? first : buffer.readUIntBE(2, extra)
  const size = 2 + extra + length
  if (buffer.length < size) return undefined
  return { element: { tag, content: buffer.subarray(2 + extra, size) }, size }
}

/** Reads the elements inside a constructed one; throws when they do not fill it. */
export function readChildren({ content }: BerElement): BerElement[] {
  const children: BerElement[] = []
  for (let rest = content; rest.length > 0;) {
    const next = readElement(rest)
    if (next === undefined) throw new Error('A BER element ends early')
    children.push(next.element)
    rest = rest.subarray(next.size)
  }
  return children
}

/** The number in an integer or enumerated element. */
export function readInteger({ content }: BerElement): number {
  return content.length === 0 ? 0 : content.readIntBE(0, Math.min(content.length, 6))
}
