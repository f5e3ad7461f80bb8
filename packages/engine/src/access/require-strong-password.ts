import { BinderyError, passwordFault, passwordRule } from '@bindery/contract'

/**
 * Throws `invalid_request` at `field`, in words, for a password that is short or easily guessed.
 * @param known what else is known of the user, such as the username: no good password
 */
export async function requireStrongPassword(
  password: string,
  known: readonly string[],
  field = 'password',
): Promise<void> {
  const message = passwordFault(password, await scoreOf(password, known))
  if (message !== undefined) throw new BinderyError('invalid_request', message, [{ path: [field], message }])
}

/** The dictionaries are some megabytes, and wanted a few times in the life of an installation: loaded when they are. */
async function scoreOf(password: string, known: readonly string[]): Promise<number> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs }).check(password, [
    ...passwordRule.known,
    ...known,
  ]).score
}
