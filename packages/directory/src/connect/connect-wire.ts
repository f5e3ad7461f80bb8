import type { SecureContext, TLSSocket } from 'node:tls'
import { ExtendedRequest } from 'ldapts'
import { DirectoryError } from '../directory-error.ts'
import { endedInClear, failure, problemOf, resultProblem } from '../problems.ts'
import type { ConnectOptions } from '../types.ts'
import { createWire, type Wire, type WireLimits } from '../wire/wire.ts'
import { openSocket } from './open-socket.ts'
import type { ServerAddress } from './parse-url.ts'
import { handshake, judgeCertificate } from './secure-socket.ts'
import { createTrust } from './trust.ts'

/** More than any honest page, and less than a process has. */
const maxReplyBytes = 64 * 1024 * 1024
const startTlsOid = '1.3.6.1.4.1.1466.20037'

/** The limits on each answer that the settings ask for. */
export function limitsOf(options: ConnectOptions): WireLimits {
  return { timeoutMs: options.connection.operationTimeoutSeconds * 1000, maxReplyBytes }
}

/** Does this address get TLS under the settings? */
export function usesTls(options: ConnectOptions, address: ServerAddress): boolean {
  return address.secure || options.connection.startTls
}

/** Connects to one address, with TLS as the settings say and the certificate judged. Rejects with `DirectoryError`. */
export async function connectWire(options: ConnectOptions, address: ServerAddress): Promise<Wire> {
  const trust = usesTls(options, address) ? createTrust(options.connection, options.clientKey) : undefined
  const socket = await openSocket(options, address)
  if (trust === undefined) return abortable(createWire(socket, limitsOf(options)), options.signal)
  const secure = await secureSocket(options, address, socket, trust)
  const refused = judgeCertificate(secure, options.connection)
  if (refused === null) return abortable(createWire(secure, limitsOf(options)), options.signal)
  secure.destroy()
  throw new DirectoryError(refused)
}

/** The TLS socket over a connected one: at once for ldaps, after StartTLS (RFC 4511 §4.14) for ldap. */
export async function secureSocket(
  options: ConnectOptions,
  address: ServerAddress,
  socket: Parameters<typeof createWire>[0],
  trust: SecureContext,
): Promise<TLSSocket> {
  const timeoutMs = options.connection.connectTimeoutSeconds * 1000
  if (address.secure) return handshake(socket, address, trust, timeoutMs, options.signal)
  const clear = createWire(socket, { ...limitsOf(options), timeoutMs })
  const stop = onAbort(options.signal, () => clear.destroy(failure('cancelled')))
  try {
    const { code, words } = await clear.ask(
      (messageId) => new ExtendedRequest({ messageId, oid: startTlsOid }),
    )
    if (code !== 0) throw new DirectoryError(resultProblem('starttls', code, words), code)
    return await handshake(clear.detach(), address, trust, timeoutMs, options.signal)
  } catch (error) {
    socket.destroy()
    const { code, raw } = problemOf(error)
    throw code === 'connection_lost' ? new DirectoryError(endedInClear(raw)) : error
  } finally {
    stop()
  }
}

/** Ties a connection's life to the signal. */
export function abortable(wire: Wire, signal: AbortSignal | undefined): Wire {
  const stop = onAbort(signal, () => wire.destroy(failure('cancelled')))
  return {
    ...wire,
    close: () => {
      stop()
      wire.close()
    },
  }
}

function onAbort(signal: AbortSignal | undefined, act: () => void): () => void {
  if (signal?.aborted) act()
  signal?.addEventListener('abort', act, { once: true })
  return () => signal?.removeEventListener('abort', act)
}
