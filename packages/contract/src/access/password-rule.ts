/** NIST SP 800-63B §3.1.1.2: length counts, and nothing that is guessed first; no rules about kinds of characters. */
export const passwordRule = {
  /** Characters. */
  fewest: 12,
  /** Of zxcvbn's scores from 0 to 4: safe against guessing without the hash, and slow with it. */
  leastScore: 3,
  /** Words that everybody knows of this installation. */
  known: ['bindery'],
} as const

/**
 * What is wrong with a password that somebody wants to have, in words; undefined: nothing.
 * @param score of zxcvbn, with `passwordRule.known` and the username among what it knows
 */
export function passwordFault(password: string, score: number): string | undefined {
  if (Array.from(password).length < passwordRule.fewest)
    return `Use at least ${passwordRule.fewest} characters; four random words do well`
  if (score < passwordRule.leastScore) return 'This is easily guessed. Four random words do well'
  return undefined
}
