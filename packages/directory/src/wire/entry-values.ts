import type { SearchEntry } from 'ldapts'

/** An attribute's values as bytes, by a name in any case. */
export function byteValues(entry: SearchEntry | undefined, name: string): readonly Buffer[] {
  const wanted = name.toLowerCase()
  return entry?.attributes.find((one) => one.type.toLowerCase() === wanted)?.parsedBuffers ?? []
}

/** An attribute's text values, by a name in any case. */
export function textValues(entry: SearchEntry, name: string): string[] {
  return byteValues(entry, name).map((value) => value.toString('utf8'))
}
