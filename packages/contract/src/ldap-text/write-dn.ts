import { isAttributeType } from './attribute-names.ts'
import { DnSyntaxError } from './dn-types.ts'
import type { Dn, NamePart, Rdn } from './dn-types.ts'
import { escapeUtf8 } from './hex-bytes.ts'

const ENCODED = /^#(?:[0-9a-f]{2})+$/i

/** A DN as text (RFC 4514 §2). Throws `DnSyntaxError` for a part whose type is not an attribute type. */
export function writeDn(dn: Dn): string {
  return dn.map(writeRdn).join(',')
}

/** One level of a DN as text. Throws as `writeDn` does, and for a level without a part. */
export function writeRdn(rdn: Rdn): string {
  if (rdn.length === 0) throw new DnSyntaxError('A level of a DN needs at least one type=value.', 0)
  return rdn.map(writePart).join('+')
}

function writePart({ type, value, encoded }: NamePart): string {
  if (!isAttributeType(type)) throw new DnSyntaxError(`"${type}" cannot be an attribute name in a DN.`, 0)
  if (encoded !== true) return `${type}=${escapeDnValue(value)}`
  if (!ENCODED.test(value)) throw new DnSyntaxError(`"${value}" is not # and pairs of hex digits.`, 0)
  return `${type}=${value}`
}

/**
 * Escapes a value by RFC 4514 §2.4. A backslash is always `\5c`: ldapts splits `\\,` wrongly on a rename. Spaces at the
 * ends are `\20`, which survives whoever trims; control characters are hex pairs, as Active Directory wants them. An
 * equals sign is escaped as well, which nobody must and Samba demands.
 */
function escapeDnValue(value: string): string {
  return value
    .replace(/[\\\p{Cc}]/gu, escapeUtf8)
    .replace(/["+,;<>=]/g, '\\$&')
    .replace(/^#/, '\\#')
    .replace(/^ | $/g, '\\20')
}
