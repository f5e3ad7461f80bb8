import type { SearchEntry } from 'ldapts'

/** An attribute's text values, by a name in any case. */
export function textValues(entry: SearchEntry, name: string): string[] {
  const wanted = name.toLowerCase()
  const attribute = entry.attributes.find((one) => one.type.toLowerCase() === wanted)
  return (attribute?.parsedBuffers ?? []).map((value) => value.toString('utf8'))
}
