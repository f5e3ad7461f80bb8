const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The value 0–15 of one hex digit's UTF-16 code, or -1. */
export function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}

/** The byte written as two hex digits at `at`, or -1 when there are not two. */
export function hexPairAt(text: string, at: number): number {
  const high = hexDigit(text.charCodeAt(at))
  const low = hexDigit(text.charCodeAt(at + 1))
  return high < 0 || low < 0 ? -1 : high * 16 + low
}

/** A byte as the `\xx` that both RFC 4514 and RFC 4515 use. */
export function escapeByte(byte: number): string {
  return `\\${byte.toString(16).padStart(2, '0')}`
}

const utf8 = new TextEncoder()

/** A text as the `\xx` of its UTF-8 bytes. */
export function escapeUtf8(text: string): string {
  return Array.from(utf8.encode(text), escapeByte).join('')
}

/** UTF-8 bytes as text, or undefined when they are not UTF-8. A leading byte order mark is kept. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return undefined
  }
}
