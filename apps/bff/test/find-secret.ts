/**
 * Every form that a secret is likely to take where it does not belong, by name: as bytes, since nobody knows what it would
 * stand in the midst of.
 */
function formsOf(secret: string): Map<string, Buffer> {
  const forms = new Map<string, Buffer>()
  const add = (name: string, text: string | Buffer) => {
    const bytes = Buffer.from(text as string)
    const known = [...forms.values()].some((form) => form.equals(bytes))
    if (!known) forms.set(name, bytes)
  }
  const encodings = {
    'UTF-8': Buffer.from(secret),
    'UTF-16LE': Buffer.from(secret, 'utf16le'),
    'UTF-16BE': Buffer.from(secret, 'utf16le').swap16(),
    'Latin-1': Buffer.from(secret, 'latin1'),
  }
  for (const [name, bytes] of Object.entries(encodings)) {
    add(name, bytes)
    add(`hex of ${name}`, bytes.toString('hex'))
    add(`HEX of ${name}`, bytes.toString('hex').toUpperCase())
    for (const before of [0, 1, 2]) {
      add(`base64 of ${name}, ${before} before it`, base64Within(bytes, before, 'base64'))
      add(`base64url of ${name}, ${before} before it`, base64Within(bytes, before, 'base64url'))
    }
  }
  const json = inJson(secret)
  add('JSON', json)
  add('JSON in JSON', inJson(json))
  add('JSON in ASCII', inJson(secret).replaceAll(/[^ -~]/g, escapeUnit))
  add('URL', encodeURIComponent(secret))
  add(
    'URL in lower case',
    encodeURIComponent(secret).replaceAll(/%../g, (code) => code.toLowerCase()),
  )
  add('form', new URLSearchParams({ a: secret }).toString().slice(2))
  add('SQL', secret.replaceAll("'", "''"))
  add('LDAP filter', secret.replaceAll(/[\\*()\0]/g, escapeByte))
  add('HTML', secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'))
  return forms
}

const inJson = (text: string) => JSON.stringify(text).slice(1, -1)
const escapeUnit = (unit: string) => String.raw`\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
const escapeByte = (char: string) => `\\${char.charCodeAt(0).toString(16).padStart(2, '0')}`

/** The characters that bytes have for sure in the base64 of a text with so many bytes (modulo 3) before them. */
function base64Within(bytes: Buffer, before: number, encoding: 'base64' | 'base64url'): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString(encoding)
    .replaceAll('=', '')
  const end = Math.floor(((before + bytes.length) * 8) / 6)
  return text.slice(Math.ceil((before * 8) / 6), end)
}

/** Something to be looked through. */
export interface Haystack {
  readonly name: string
  readonly bytes: Buffer
}

/** In which of them a secret is, and in what form; with what is around it. */
export function findSecret(secret: string, haystacks: readonly Haystack[]): string[] {
  const found: string[] = []
  for (const [form, needle] of formsOf(secret))
    for (const { name, bytes } of haystacks) {
      const at = bytes.indexOf(needle)
      if (at >= 0)
        found.push(
          `${form} in ${name}: …${bytes.toString('utf8', Math.max(0, at - 80), at + needle.length + 20)}…`,
        )
    }
  return found
}
