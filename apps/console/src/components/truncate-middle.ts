/**
 * Shortens a long text from its middle: a DN keeps its whole RDN and the end of its suffix. `max` counts
 * characters; a shorter text comes back as it is.
 */
export function truncateMiddle(text: string, max: number): string {
  const characters = Array.from(text)
  if (characters.length <= max) return text
  const comma = /^(?:\\.|[^,\\])*/su.exec(text)?.[0] ?? ''
  const rdn = Array.from(comma).length + 1
  const head = rdn < max - 4 ? Math.max(rdn, Math.ceil(max / 2)) : Math.ceil(max / 2)
  const tail = max - head - 1
  return `${characters.slice(0, head).join('')}…${tail > 0 ? characters.slice(-tail).join('') : ''}`
}
