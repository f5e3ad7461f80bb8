/** One entry as text: the DN, then attribute names as the server spells them, each with its values. */
export interface LdifEntry {
  dn: string
  attributes: Record<string, string[]>
}

// RFC 2849: SAFE-STRING, narrowed to printable ASCII; a trailing space must be encoded too or readers drop it.
const safe = /^(?![ :<])[ -~]*(?<! )$/

/** One `name: value` line, base64 where RFC 2849 demands it. */
function ldifLine(name: string, value: string): string {
  return safe.test(value) ? `${name}: ${value}` : `${name}:: ${Buffer.from(value).toString('base64')}`
}

/** Writes one entry as LDIF content (RFC 2849), ending with the empty line that separates records. */
export function writeLdifEntry(entry: LdifEntry): string {
  const lines = [ldifLine('dn', entry.dn)]
  for (const [name, values] of Object.entries(entry.attributes)) {
    for (const value of values) lines.push(ldifLine(name, value))
  }
  return `${lines.join('\n')}\n\n`
}

/**
 * Reads LDIF content records (RFC 2849) as `ldapsearch -LLL` prints them: folded lines joined, base64 decoded
 * as UTF-8, comments and search references left out.
 */
export function parseLdif(text: string): LdifEntry[] {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\n ', '')
    .split(/\n{2,}/)
    .flatMap((record) => parseRecord(record))
}

function parseRecord(record: string): LdifEntry[] {
  const lines = record.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const pairs = lines.map(parseLine)
  const start = pairs.findIndex(([name]) => name.toLowerCase() === 'dn')
  if (start === -1) return []
  const entry: LdifEntry = { dn: pairs[start]?.[1] ?? '', attributes: {} }
  for (const [name, value] of pairs.slice(start + 1)) (entry.attributes[name] ??= []).push(value)
  return [entry]
}

function parseLine(line: string): [string, string] {
  const colon = line.indexOf(':')
  if (colon === -1) throw new Error(`Not an LDIF line: ${line}`)
  const name = line.slice(0, colon)
  const rest = line.slice(colon + 1)
  if (!rest.startsWith(':')) return [name, rest.replace(/^ +/, '')]
  return [name, Buffer.from(rest.slice(1).trim(), 'base64').toString('utf8')]
}
