import { hash, randomBytes } from 'node:crypto'

/** A secret that nobody guesses (256 bits), in letters that fit a cookie, a header and a URL. */
export const newSecret = () => randomBytes(32).toString('base64url')

/** What is kept of such a secret. It has too many bits to be tried out, so one round is enough. */
export const hashSecret = (secret: string) => hash('sha256', secret, 'base64url')
