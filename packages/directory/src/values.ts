import { isUtf8 } from 'node:buffer'

const prefix = 'base64:'

/** A value as text: itself where it is UTF-8 and its syntax is text, else `base64:` and its bytes. */
export function valueText(bytes: Buffer, binary: boolean): string {
  if (!binary && isUtf8(bytes)) {
    const text = bytes.toString('utf8')
    if (!text.startsWith(prefix)) return text
  }
  return prefix + bytes.toString('base64')
}

/** The bytes of a value's text: the inverse of `valueText`. */
export function valueBytes(text: string): Buffer {
  return text.startsWith(prefix)
    ? Buffer.from(text.slice(prefix.length), 'base64')
    : Buffer.from(text, 'utf8')
}
