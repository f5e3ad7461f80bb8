import { BindRequest, PasswordPolicyControl, PasswordPolicyError } from 'ldapts'
import { DirectoryError } from '../directory-error.ts'
import { failure, resultProblem } from '../problems.ts'
import { firstAnswering } from '../open-directory.ts'
import { rawResult } from '../result-codes.ts'
import type { ConnectOptions } from '../types.ts'
import type { Reply } from '../wire/wire.ts'
import { connectWire } from './connect-wire.ts'
import type { ServerAddress } from './parse-url.ts'
import { parseServerUrl } from './parse-url.ts'
import { signInState, type SignInState } from './sign-in-reasons.ts'

/** What a server said to somebody's password. */
export interface SignInVerdict {
  readonly state: 'signed_in' | SignInState
  /** The result code with the server's own words; never part of what was sent. */
  readonly raw: string
}

/**
 * Asks the server whether this password is this entry's, on a connection of its own that is closed again: the one that
 * searched stays bound as it was. An empty password, or one of blanks, is wrong without being sent: servers take it for
 * nobody's and say success (RFC 4513 §5.1.2). Rejects with `DirectoryError` when no server answered, or none takes
 * passwords over such a connection.
 */
export async function signInAs(
  options: ConnectOptions,
  dn: string,
  password: string,
): Promise<SignInVerdict> {
  if (dn.trim() === '' || password.trim() === '') return { state: 'wrong', raw: '' }
  const addresses = options.connection.urls.map(parseServerUrl)
  return firstAnswering(options, addresses, (server) => askAt(options, server, dn, password))
}

async function askAt(
  options: ConnectOptions,
  server: ServerAddress,
  dn: string,
  password: string,
): Promise<SignInVerdict> {
  const wire = await connectWire(options, server)
  try {
    // Without it OpenLDAP says nothing but that the credentials are invalid.
    const policy = new PasswordPolicyControl()
    const reply = await wire.ask(
      (messageId) => new BindRequest({ messageId, dn, password, controls: [policy] }),
    )
    return { state: stateOf(reply, policy.value?.error), raw: rawResult(reply.code, reply.words) }
  } finally {
    wire.close()
  }
}

/** By draft-behera-ldap-password-policy-11 §6.2, where the server speaks it; else by its code and words. */
function stateOf({ code, words }: Reply, policyError: number | undefined): SignInVerdict['state'] {
  if (policyError === PasswordPolicyError.AccountLocked) return 'locked'
  if (policyError === PasswordPolicyError.PasswordExpired) return 'expired'
  if (policyError === PasswordPolicyError.ChangeAfterReset) return 'must_change'
  if (code === 0) return 'signed_in'
  if (code === 49) return signInState(words) ?? 'wrong'
  if (code === 32 || code === 34 || code === 48) return 'wrong'
  // 389 Directory Server's words of an account that was locked by failures, and of one that was made inactive.
  if (code === 19 && /retry limit/i.test(words)) return 'locked'
  if (code === 53 && /inactivated/i.test(words)) return 'disabled'
  const problem = resultProblem('bind', code, words)
  if (problem.code === 'unknown') throw failure('bind_refused', { raw: problem.raw })
  throw new DirectoryError(problem, code)
}
