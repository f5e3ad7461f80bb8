/** A stable id as its 16 bytes, and as a server writes it. */
export interface IdForms {
  text(id: Buffer): string
  /** Null: it is written in another way. */
  bytes(text: string): Buffer | null
}

/** Of an entryUUID (RFC 4530 §2.1). */
export const entryUuid = hexParts([8, 4, 4, 4, 12])

/** How the values of an attribute with stable ids are written; null: not known. */
export const idForms = (attribute: string): IdForms | null => forms.get(attribute.toLowerCase()) ?? null

const forms = new Map([
  ['entryuuid', entryUuid],
  ['nsuniqueid', hexParts([8, 8, 8, 8])],
])

/** Hexadecimal digits, so many between two dashes. */
function hexParts(lengths: readonly number[]): IdForms {
  const pattern = new RegExp(`^${lengths.map((length) => `(.{${length}})`).join('')}$`)
  const written = new RegExp(`^${lengths.map((length) => `[0-9a-f]{${length}}`).join('-')}$`)
  const dashed = lengths.map((_, index) => `$${index + 1}`).join('-')
  return {
    text: (id) => id.toString('hex').replace(pattern, dashed),
    bytes: (text) => (written.test(text) ? Buffer.from(text.replaceAll('-', ''), 'hex') : null),
  }
}
