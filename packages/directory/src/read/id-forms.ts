/** A stable id as its 16 bytes, and as a server writes it. */
export interface IdForms {
  text(id: Buffer): string
  /** Writes the bytes of an id that is written so, as ASCII; false: it is written in another way. */
  read(written: Buffer, id: Buffer): boolean
}

/** Of an entryUUID (RFC 4530 §2.1). */
export const entryUuid = hexParts([8, 4, 4, 4, 12])

/** How the values of an attribute with stable ids are written; null: not known. */
export const idForms = (attribute: string): IdForms | null => forms.get(attribute.toLowerCase()) ?? null

const forms = new Map([
  ['entryuuid', entryUuid],
  ['nsuniqueid', hexParts([8, 8, 8, 8])],
])

const dash = '-'.charCodeAt(0)

/** Hexadecimal digits, so many between two dashes. */
function hexParts(lengths: readonly number[]): IdForms {
  const pattern = new RegExp(`^${lengths.map((length) => `(.{${length}})`).join('')}$`)
  const dashed = lengths.map((_, index) => `$${index + 1}`).join('-')
  return {
    text: (id) => id.toString('hex').replace(pattern, dashed),
    read(written, id) {
      let at = 0
      let byte = 0
      for (const [index, length] of lengths.entries()) {
        if (index > 0 && written[at++] !== dash) return false
        for (const end = at + length; at < end; at += 2) {
          const high = digit(written[at])
          const low = digit(written[at + 1])
          if (high < 0 || low < 0) return false
          id[byte++] = high * 16 + low
        }
      }
      return at === written.length
    },
  }
}

/** What a hexadecimal digit in lower case stands for; negative: it is none. */
function digit(code = 0): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  return code >= 0x61 && code <= 0x66 ? code - 0x61 + 10 : -1
}
