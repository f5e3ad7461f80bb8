/**
 * A security identifier as Windows writes it, `S-1-5-21-…` (MS-DTYP §2.4.2.1), of its bytes (§2.4.2.2); null for bytes
 * that are none.
 */
export function sidText(bytes: Buffer): string | null {
  if (bytes.length < 8 || bytes.readUInt8(0) !== 1) return null
  const count = bytes.readUInt8(1)
  if (bytes.length !== 8 + 4 * count) return null
  // Six bytes, highest first; what follows has its lowest byte first.
  const authority = bytes.readUIntBE(2, 6)
  // From 2^32 on it is written in hexadecimal.
  const named = authority < 2 ** 32 ? String(authority) : `0x${authority.toString(16).padStart(12, '0')}`
  const parts = Array.from({ length: count }, (_, at) => bytes.readUInt32LE(8 + 4 * at))
  return ['S', 1, named, ...parts].join('-')
}
