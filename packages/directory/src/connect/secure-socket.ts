import type { Socket } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import type { SecureContext } from 'node:tls'
import type { Connection } from '@bindery/contract'
import { DirectoryError } from '../directory-error.ts'
import { certificateProblem, failure, problem, socketProblem } from '../problems.ts'
import type { DirectoryProblem } from '../types.ts'
import type { ServerAddress } from './parse-url.ts'

/** Makes the TLS handshake on a connected socket, without judging the certificate: call `judgeCertificate` before sending. */
export function handshake(
  socket: Socket,
  address: ServerAddress,
  trust: SecureContext,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const secure = connect({
      socket,
      secureContext: trust,
      // The name to verify against: of an IP address no server name may be sent (RFC 6066 §3).
      ...(address.isIp ? { host: address.host } : { servername: address.host, host: address.host }),
      // Node would hide the certificate of a failed handshake; the verdict is read from the socket instead.
      rejectUnauthorized: false,
    })
    const end = (error: DirectoryError) => {
      settle()
      secure.on('error', () => undefined)
      secure.destroy()
      socket.destroy()
      reject(error)
    }
    const onAbort = () => end(failure('cancelled'))
    const onError = (error: Error) => end(new DirectoryError(socketProblem(error, 'tls')))
    const onClose = () =>
      end(failure('tls_failed', { raw: 'the server closed the connection in the handshake' }))
    const timer = setTimeout(
      () =>
        end(
          failure('connection_timeout', {
            raw: `no TLS handshake within ${timeoutMs} ms`,
            field: address.field,
          }),
        ),
      timeoutMs,
    )
    const settle = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      secure.off('error', onError)
      secure.off('close', onClose)
    }
    signal?.addEventListener('abort', onAbort)
    secure.once('error', onError)
    secure.once('close', onClose)
    secure.once('secureConnect', () => {
      settle()
      secure.on('error', () => undefined)
      resolve(secure)
    })
  })
}

/** Why the server's certificate must not be trusted under these settings; null when it may. */
export function judgeCertificate(
  socket: TLSSocket,
  connection: Pick<Connection, 'verifyTls' | 'pinnedCertificate'>,
): DirectoryProblem | null {
  const pin = connection.pinnedCertificate.replaceAll(':', '').toUpperCase()
  if (pin !== '') {
    const shown = socket.getPeerCertificate().fingerprint256.replaceAll(':', '').toUpperCase()
    if (shown === pin) return null
    return problem('tls_untrusted', {
      message: 'The server shows another certificate than the trusted one',
      fix: 'If the server’s certificate was renewed, test again and trust the new one.',
      field: 'connection.pinnedCertificate',
      raw: `SHA-256 ${shown}`,
    })
  }
  if (!connection.verifyTls || socket.authorized) return null
  // Typed as an Error, but a code in practice; of a wrong name it is the Error's code.
  const verdict: unknown = socket.authorizationError
  const code = verdict instanceof Error ? verdict.message : String(verdict)
  return certificateProblem(code, '')
}
