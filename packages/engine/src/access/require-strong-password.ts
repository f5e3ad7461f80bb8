import { BinderyError } from '@bindery/contract'

/** NIST SP 800-63B §3.1.1.2: length counts, and nothing that is guessed first; no rules about kinds of characters. */
const fewest = 12
/** Of zxcvbn's scores from 0 to 4: safe against guessing without the hash, and slow with it. */
const leastScore = 3

/**
 * Throws `invalid_request` at `field`, in words, for a password that is short or easily guessed.
 * @param known what else is known of the user, such as the username: no good password
 */
export async function requireStrongPassword(
  password: string,
  known: readonly string[],
  field = 'password',
): Promise<void> {
  const refuse = (message: string) => {
    throw new BinderyError('invalid_request', message, [{ path: [field], message }])
  }
  if (Array.from(password).length < fewest)
    refuse(`Use at least ${fewest} characters; four random words do well`)
  if ((await scoreOf(password, known)) < leastScore)
    refuse('This is easily guessed. Four random words do well')
}

/** The dictionaries are some megabytes, and wanted a few times in the life of an installation: loaded when they are. */
async function scoreOf(password: string, known: readonly string[]): Promise<number> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs }).check(password, ['bindery', ...known])
    .score
}
