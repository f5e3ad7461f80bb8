import { connect, type Socket } from 'node:net'
import { failure, socketProblem } from '../problems.ts'
import { DirectoryError } from '../directory-error.ts'
import type { ServerAddress } from './parse-url.ts'

/** Opens a TCP connection. Rejects with `DirectoryError`; an abort of the signal is `cancelled`. */
export function openSocket(
  address: ServerAddress,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(failure('cancelled'))
    const socket = connect({ host: address.host, port: address.port, noDelay: true, keepAlive: true })
    const end = (error: DirectoryError) => {
      settle()
      socket.on('error', () => undefined)
      socket.destroy()
      reject(error)
    }
    const onAbort = () => end(failure('cancelled'))
    const onError = (error: Error) => {
      const problem = socketProblem(error, 'connect')
      end(new DirectoryError({ ...problem, field: address.field }))
    }
    const timer = setTimeout(
      () =>
        end(failure('connection_timeout', { raw: `no answer within ${timeoutMs} ms`, field: address.field })),
      timeoutMs,
    )
    const settle = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      socket.off('error', onError)
    }
    signal?.addEventListener('abort', onAbort)
    socket.once('error', onError)
    socket.once('connect', () => {
      settle()
      // Until the next owner listens, an error must not end the process; it shows as `destroyed`.
      socket.on('error', () => undefined)
      resolve(socket)
    })
  })
}
