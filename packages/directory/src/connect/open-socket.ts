import { connect, type LookupFunction, type Socket } from 'node:net'
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
    const { host, port, resolve: find } = address
    const socket = connect({
      host,
      port,
      noDelay: true,
      keepAlive: true,
      ...(find === undefined ? {} : { lookup: lookupBy(find) }),
    })
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

function lookupBy(find: NonNullable<ServerAddress['resolve']>): LookupFunction {
  return (host, options, tell) =>
    void find(host).then(
      ([first = '', ...others]) =>
        options.all
          ? tell(
              null,
              [first, ...others].map((address) => ({ address, family: 4 })),
            )
          : tell(null, first, 4),
      (error: NodeJS.ErrnoException) => tell(error, ''),
    )
}
