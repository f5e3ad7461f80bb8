import { SchemaSyntaxError } from './schema-types.ts'

type Token = { readonly text: string; readonly quoted: boolean }

/** A description taken apart: its OID, and each field's values by upper-case keyword; a flag has none. */
export type Description = { readonly oid: string; readonly fields: ReadonlyMap<string, readonly string[]> }

/**
 * Reads `( oid KEYWORD value … )` (RFC 4512 §4.1), whatever the keywords. Forgives what servers really send: quoted OIDs
 * and syntaxes, unquoted names, apostrophes inside quotes, lower-case keywords, a missing OID, an order prefix `{0}`.
 * `flags` are the keywords without a value. Throws `SchemaSyntaxError`.
 */
export function readDescription(text: string, flags: ReadonlySet<string>): Description {
  const tokens = tokenise(text)
  const fields = new Map<string, readonly string[]>()
  const [first] = tokens
  // An OID comes first; a server that sends none begins with a keyword and its quoted value.
  const hasOid = first !== undefined && !(first.text.toUpperCase() === 'NAME' && !first.quoted)
  let index = hasOid ? 1 : 0
  while (index < tokens.length) {
    const keyword = (tokens[index]?.text ?? '').toUpperCase()
    index += 1
    if (flags.has(keyword)) {
      fields.set(keyword, [])
      continue
    }
    const values: string[] = []
    index = readValues(tokens, index, values)
    if (!fields.has(keyword)) fields.set(keyword, values)
  }
  const oid = hasOid ? first.text : fields.get('NAME')?.[0]
  if (oid === undefined)
    throw new SchemaSyntaxError('A schema description names its OID first: ( 1.2.3 NAME … ).', 0)
  return { oid, fields }
}

/** Collects one value or a parenthesised list, separated by `$` or spaces; returns the index behind it. */
function readValues(tokens: readonly Token[], start: number, values: string[]): number {
  const [head] = tokens.slice(start, start + 1)
  if (head === undefined) return start
  if (!isPunctuation(head, '(')) {
    values.push(head.text)
    return start + 1
  }
  for (let index = start + 1; ; index += 1) {
    const token = tokens[index]
    if (token === undefined || isPunctuation(token, ')')) return index + 1
    if (!isPunctuation(token, '$')) values.push(token.text)
  }
}

function isPunctuation(token: Token, text: string): boolean {
  return !token.quoted && token.text === text
}

// A quote closes only before white space, a parenthesis, `$` or the end: some servers leave apostrophes unescaped.
const TOKEN = /'((?:[^']|'(?![\s()$]|$))*)'|([()$])|([^\s()$']+)/g

function tokenise(text: string): Token[] {
  const open = text.indexOf('(')
  const close = text.lastIndexOf(')')
  if (open < 0 || close < open) {
    throw new SchemaSyntaxError('A schema description stands in parentheses: ( 1.2.3 NAME … ).', 0)
  }
  return Array.from(text.slice(open + 1, close).matchAll(TOKEN), ([whole, quoted]) =>
    quoted === undefined ? { text: whole, quoted: false } : { text: unescapeQuoted(quoted), quoted: true },
  )
}

/** RFC 4512 §4.1: inside quotes an apostrophe is `\27` and a backslash `\5c`. */
function unescapeQuoted(text: string): string {
  return text.replace(/\\(27|5c)/gi, (_, hex: string) => (hex === '27' ? "'" : '\\'))
}
