import { DnSyntaxError } from './dn-types.ts'
import type { NamePart } from './dn-types.ts'
import { decodeUtf8, hexDigit, hexPairAt } from './hex-bytes.ts'

/** Where a scanner stands in its text. */
export type Cursor = { readonly text: string; at: number }

const NUL = 0x00
const SPACE = 0x20
const QUOTE = 0x22
const SHARP = 0x23
const PLUS = 0x2b
const COMMA = 0x2c
const SEMICOLON = 0x3b
const LESS = 0x3c
const GREATER = 0x3e
const BACKSLASH = 0x5c

const ESCAPABLE = ' "#+,;<=>\\'

/** The first index from `at` that holds no space. */
export function skipSpaces(text: string, at: number): number {
  let index = at
  while (text.charCodeAt(index) === SPACE) index += 1
  return index
}

/** Reads one value from its first character and stops at `,` `+` or the end. Throws `DnSyntaxError`. */
export function readDnValue(cursor: Cursor, type: string): NamePart {
  const { text, at: start } = cursor
  if (text.charCodeAt(start) === SHARP) return { type, value: readEncoded(cursor), encoded: true }
  let end = start
  let at = start
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === COMMA || code === PLUS) break
    if (code === BACKSLASH) return { type, value: readEscaped(cursor) }
    if (code !== SPACE) {
      refuseSpecial(text, code, at)
      end = at + 1
    }
  }
  cursor.at = at
  return { type, value: text.slice(start, end) }
}

function refuseSpecial(text: string, code: number, at: number): void {
  if (code > GREATER) return
  if (code === NUL) throw new DnSyntaxError('A NUL character must be written as \\00.', at)
  if (code === QUOTE || code === SEMICOLON || code === LESS || code === GREATER) {
    const hint = code === SEMICOLON ? ' (parts are separated by commas)' : ''
    throw new DnSyntaxError(`Write \\${text.charAt(at)} for the ${text.charAt(at)} in this value${hint}.`, at)
  }
}

function readEscaped(cursor: Cursor): string {
  const { text } = cursor
  let at = cursor.at
  let value = ''
  let kept = 0 // what trimming may not touch: an escaped space at the end belongs to the value
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === COMMA || code === PLUS) break
    if (code === BACKSLASH) {
      const end = endOfHexRun(text, at)
      value += end > at ? readHexRun(text, at, end) : readEscapedCharacter(text, at)
      at = end > at ? end : at + 2
      kept = value.length
      continue
    }
    refuseSpecial(text, code, at)
    value += text.charAt(at)
    at += 1
    if (code !== SPACE) kept = value.length
  }
  cursor.at = at
  return value.slice(0, kept)
}

function readEscapedCharacter(text: string, at: number): string {
  const character = text.charAt(at + 1)
  if (character !== '' && ESCAPABLE.includes(character)) return character
  throw new DnSyntaxError(
    'This backslash escapes nothing: write \\5c for a backslash, or follow it with two hex digits or one of , + " \\ < > ; = #.',
    at,
  )
}

function endOfHexRun(text: string, start: number): number {
  let at = start
  while (text.charCodeAt(at) === BACKSLASH && hexPairAt(text, at + 1) >= 0) at += 3
  return at
}

function readHexRun(text: string, start: number, end: number): string {
  const bytes = new Uint8Array((end - start) / 3)
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = hexPairAt(text, start + index * 3 + 1)
  const decoded = decodeUtf8(bytes)
  if (decoded !== undefined) return decoded
  throw new DnSyntaxError(
    `${text.slice(start, end)} is not UTF-8: escape every byte of the character, as \\c4\\8d for č.`,
    start,
  )
}

function readEncoded(cursor: Cursor): string {
  const { text, at: start } = cursor
  let end = start + 1
  while (hexDigit(text.charCodeAt(end)) >= 0) end += 1
  const at = skipSpaces(text, end)
  const code = text.charCodeAt(at)
  const stops = at === text.length || code === COMMA || code === PLUS
  if (!stops || end === start + 1 || (end - start) % 2 === 0) {
    throw new DnSyntaxError(
      'After # come pairs of hex digits; write \\# for a value that begins with #.',
      start,
    )
  }
  cursor.at = at
  return text.slice(start, end)
}
