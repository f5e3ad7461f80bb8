/** In the order of preference: the first two exist on one kind of server only. */
export const stableIdCandidates = ['objectGUID', 'nsUniqueId', 'entryUUID'] as const

/** The text form of a stable id's bytes; an objectGUID as Windows writes it (MS-DTYP §2.3.4.3). */
export function stableIdText(attribute: string, bytes: Buffer): string {
  if (attribute.toLowerCase() !== 'objectguid' || bytes.length !== 16) return bytes.toString('utf8')
  const hex = swapped(bytes).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The value to search for a stable id with: text, or the bytes of an objectGUID. */
export function stableIdValue(attribute: string, text: string): string | Uint8Array {
  const hex = text.replaceAll('-', '')
  if (attribute.toLowerCase() !== 'objectguid' || !/^[0-9a-f]{32}$/i.test(hex)) return text
  return swapped(Buffer.from(hex, 'hex'))
}

/** The first three parts of a GUID travel with their lowest byte first. */
function swapped(bytes: Buffer): Buffer {
  return Buffer.from([3, 2, 1, 0, 5, 4, 7, 6].map((at) => bytes.readUInt8(at)).concat([...bytes.subarray(8)]))
}
