import { TextSyntaxError } from './syntax-check.ts'

/**
 * One `type=value` of an RDN. `value` is unescaped text; with `encoded` it is the raw `#` and hex digits of a BER value
 * (RFC 4514 §2.4), as it was written.
 */
export type NamePart = { readonly type: string; readonly value: string; readonly encoded?: true }

/** One level of a DN: one part, or several joined by `+`. */
export type Rdn = readonly NamePart[]

/** A distinguished name, the entry's own RDN first; the root DSE is the empty list. */
export type Dn = readonly Rdn[]

/** The text is not a DN of RFC 4514. */
export class DnSyntaxError extends TextSyntaxError {}
