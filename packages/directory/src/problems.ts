import { directoryErrorCodes } from '@bindery/contract/words'
import type { DirectoryErrorCode } from '@bindery/contract'
import { signInReason } from './connect/sign-in-reasons.ts'
import { DirectoryError } from './directory-error.ts'
import { extendedError } from './extended-error.ts'
import { rawResult } from './result-codes.ts'
import type { DirectoryProblem } from './types.ts'

/** What the server was asked, which decides what some result codes mean. */
export type Asked = 'bind' | 'starttls' | 'search' | 'write' | 'other'

/** A problem by its code: the contract's words, with what is known of this case in their place. */
export function problem(code: DirectoryErrorCode, known: Partial<DirectoryProblem> = {}): DirectoryProblem {
  const { title, fix, field } = directoryErrorCodes[code]
  return { code, message: title, fix, field, raw: '', ...known }
}

const always: Readonly<Record<number, DirectoryErrorCode>> = {
  2: 'protocol_error',
  3: 'time_limit',
  4: 'size_limit',
  10: 'referral',
  11: 'admin_limit',
  16: 'drifted',
  17: 'undefined_attribute',
  18: 'invalid_value',
  19: 'constraint_violation',
  20: 'drifted',
  21: 'invalid_value',
  34: 'base_invalid',
  50: 'insufficient_access',
  51: 'busy',
  52: 'busy',
  53: 'unwilling',
  64: 'schema_violation',
  65: 'schema_violation',
  66: 'constraint_violation',
  67: 'schema_violation',
  68: 'already_exists',
  69: 'schema_violation',
  71: 'unwilling',
  122: 'drifted',
}
const whenAsked: Readonly<Record<Asked, Readonly<Record<number, DirectoryErrorCode>>>> = {
  bind: {
    7: 'bind_refused',
    8: 'bind_refused',
    13: 'bind_refused',
    14: 'bind_refused',
    19: 'bind_refused',
    32: 'bind_invalid_credentials',
    34: 'bind_refused',
    48: 'bind_refused',
    49: 'bind_invalid_credentials',
    50: 'bind_refused',
    53: 'bind_refused',
  },
  starttls: {},
  search: { 12: 'paging_unsupported', 18: 'filter_invalid', 32: 'base_not_found' },
  write: { 32: 'not_there', 34: 'invalid_value' },
  other: {},
}

/** Unwilling (53) only for now, say servers that count requests. */
const throttled = /\b(throttl\w*|too many|too busy|overload\w*|rate limit\w*|(try|retry) (again )?later)\b/i

/** What a result code other than success means (RFC 4511 §4.1.9). `words` are the server's own. */
export function resultProblem(asked: Asked, code: number, words: string): DirectoryProblem {
  const raw = rawResult(code, words)
  if (asked === 'starttls' && ![51, 52].includes(code)) return problem('starttls_refused', { raw })
  const mapped = problem(whenAsked[asked][code] ?? always[code] ?? 'unknown', { raw })
  if (asked === 'bind' && code === 34)
    return {
      ...mapped,
      message: 'The server does not accept the bind DN',
      fix: 'Check it for typing errors.',
    }
  if (asked === 'bind' && code === 13) return { ...mapped, field: 'connection.startTls' }
  if (asked === 'write' && code === 53 && throttled.test(words)) return problem('busy', { raw })
  const reason = asked === 'bind' && code === 49 ? signInReason(words) : undefined
  if (reason !== undefined) return { ...mapped, ...reason }
  return asked === 'bind' || asked === 'write' ? reworded(mapped, extendedError(words)) : mapped
}

/** A problem by what the server's own code says, where that says more than the result code. */
function reworded(mapped: DirectoryProblem, { code, ...words }: ReturnType<typeof extendedError>) {
  return code === undefined ? { ...mapped, ...words } : problem(code, { raw: mapped.raw, ...words })
}

const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_CHAIN_TOO_LONG',
  'PATH_LENGTH_EXCEEDED',
  'INVALID_CA',
  'INVALID_PURPOSE',
])

/** What a certificate's verification said, by Node's code for it. */
export function certificateProblem(verdict: string, detail: string): DirectoryProblem {
  const raw = [verdict, detail].filter((part) => part !== '').join(': ')
  if (verdict === 'CERT_HAS_EXPIRED') return problem('tls_expired', { raw })
  if (verdict === 'CERT_NOT_YET_VALID')
    return problem('tls_expired', {
      raw,
      message: 'The server’s certificate is not valid yet',
      fix: 'Check the clocks of both machines.',
    })
  if (verdict === 'ERR_TLS_CERT_ALTNAME_INVALID') return problem('tls_wrong_name', { raw })
  return problem(untrusted.has(verdict) ? 'tls_untrusted' : 'tls_failed', { raw })
}

const socketCodes: Readonly<Record<string, DirectoryErrorCode>> = {
  ENOTFOUND: 'dns_not_found',
  EAI_AGAIN: 'dns_not_found',
  EAI_NONAME: 'dns_not_found',
  EAI_NODATA: 'dns_not_found',
  ECONNREFUSED: 'connection_refused',
  EHOSTUNREACH: 'connection_timeout',
  ENETUNREACH: 'connection_timeout',
  ETIMEDOUT: 'connection_timeout',
  EADDRNOTAVAIL: 'connection_refused',
  ECONNRESET: 'connection_lost',
  EPIPE: 'connection_lost',
}

/** What an error of a look-up, a socket or a TLS handshake means. */
export function socketProblem(error: unknown, during: 'connect' | 'tls' | 'use'): DirectoryProblem {
  const first = error instanceof AggregateError ? (error.errors as unknown[])[0] : error
  const code = errorCode(first)
  const raw = first instanceof Error ? first.message : String(first)
  const mapped = socketCodes[code]
  if (during === 'tls') {
    if (untrusted.has(code) || code.startsWith('CERT_')) return certificateProblem(code, raw)
    if (mapped === undefined || mapped === 'connection_lost') return problem('tls_failed', { raw })
  }
  if (code.startsWith('ERR_SSL_')) return endedInTls(raw)
  return problem(mapped ?? 'connection_lost', { raw })
}

/** The server ended TLS after the handshake: in TLS 1.3 that is when it judges the client's certificate. */
export function endedInTls(raw: string): DirectoryProblem {
  return problem('tls_failed', {
    raw,
    message: 'The server ended the encrypted connection',
    fix: 'It may demand a client certificate, or not accept this one.',
    field: 'connection.clientCertificate',
  })
}

/** The server ended the connection at the first that was sent in clear text: what a port for TLS does. */
export function endedInClear(raw: string): DirectoryProblem {
  return problem('connection_lost', {
    raw,
    fix: 'The port may expect ldaps://, as 636 does: check the address. Else look at the server’s log and at proxies between.',
    field: 'connection.urls.0',
  })
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** The problem of whatever was thrown; what is not about the directory is thrown on. */
export function problemOf(error: unknown): DirectoryProblem {
  if (error instanceof DirectoryError) return error.problem
  throw error
}

/** Shorthand for throwing a problem by its code. */
export function failure(code: DirectoryErrorCode, known: Partial<DirectoryProblem> = {}): DirectoryError {
  return new DirectoryError(problem(code, known))
}
