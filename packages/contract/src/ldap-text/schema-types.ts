import { TextSyntaxError } from './syntax-check.ts'

/** An attribute type description (RFC 4512 §4.1.2). What the text leaves out is undefined or false. */
export type AttributeType = {
  readonly oid: string
  readonly names: readonly string[]
  readonly description: string | undefined
  readonly obsolete: boolean
  readonly sup: string | undefined
  readonly equality: string | undefined
  readonly ordering: string | undefined
  readonly substring: string | undefined
  readonly syntax: string | undefined
  /** The suggested minimum upper bound behind the syntax, `{64}`. */
  readonly syntaxLength: number | undefined
  readonly singleValue: boolean
  readonly noUserModification: boolean
  readonly usage: string
}

/** An object class description (RFC 4512 §4.1.1). */
export type ObjectClass = {
  readonly oid: string
  readonly names: readonly string[]
  readonly description: string | undefined
  readonly obsolete: boolean
  readonly sup: readonly string[]
  readonly kind: 'abstract' | 'structural' | 'auxiliary'
  readonly must: readonly string[]
  readonly may: readonly string[]
}

/** The text is not a schema description. */
export class SchemaSyntaxError extends TextSyntaxError {}
