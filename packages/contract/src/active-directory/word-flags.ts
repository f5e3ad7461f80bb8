/** One bit, or several together, and what it says. */
export type Flag = readonly [bits: number, words: string]

/**
 * A bit field as Active Directory writes it, a decimal of 32 bits with its sign, in words; bits that nobody named as
 * hexadecimal. Null for what is no such number.
 */
export function wordFlags(value: string, flags: readonly Flag[]): string | null {
  if (!/^-?\d{1,10}$/.test(value)) return null
  // Unsigned from here on: the highest bit makes the decimal negative.
  const all = Number(value) >>> 0
  const named = flags.filter(([bits]) => (all & bits) >>> 0 === bits >>> 0)
  const rest = named.reduce((left, [bits]) => (left & ~bits) >>> 0, all)
  const words = [...named.map(([, word]) => word), ...(rest === 0 ? [] : [`0x${rest.toString(16)}`])]
  return words.length === 0 ? 'none' : words.join(', ')
}
