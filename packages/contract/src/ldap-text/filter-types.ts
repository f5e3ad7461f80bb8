import { TextSyntaxError } from './syntax-check.ts'

/** An unescaped assertion value: text, or bytes when they are not UTF-8 (an objectGUID, say). */
export type FilterValue = string | Uint8Array

/** `(attribute=value)` and its like, where the value holds no wildcard. */
type ComparisonFilter = {
  readonly kind: 'equality' | 'ge' | 'le' | 'approx'
  readonly attribute: string
  readonly value: FilterValue
}

/** `(attribute=initial*any*final)`; at least one of the pieces is there. */
export type SubstringFilter = {
  readonly kind: 'substring'
  readonly attribute: string
  readonly initial?: FilterValue
  readonly any: readonly FilterValue[]
  readonly final?: FilterValue
}

/** `(attribute:dn:rule:=value)`; at least one of attribute and rule is there. */
export type ExtensibleFilter = {
  readonly kind: 'extensible'
  readonly attribute?: string
  readonly rule?: string
  readonly dnAttributes: boolean
  readonly value: FilterValue
}

/** A search filter (RFC 4515). */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
  | { readonly kind: 'present'; readonly attribute: string }
  | ComparisonFilter
  | SubstringFilter
  | ExtensibleFilter

/** The text is not a filter of RFC 4515. */
export class FilterSyntaxError extends TextSyntaxError {}
