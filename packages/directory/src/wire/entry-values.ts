import type { SentEntry } from './sent-entry.ts'

/** An attribute's values as bytes, by a name in any case. */
export function byteValues(entry: SentEntry | undefined, name: string): readonly Buffer[] {
  const wanted = name.toLowerCase()
  return entry?.attributes.find((one) => one.type.toLowerCase() === wanted)?.values ?? []
}

/** An attribute's text values, by a name in any case. */
export function textValues(entry: SentEntry, name: string): string[] {
  return byteValues(entry, name).map((value) => value.toString('utf8'))
}
