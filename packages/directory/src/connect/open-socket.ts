import { lookup } from 'node:dns/promises'
import { connect, isIP, type LookupFunction, type Socket } from 'node:net'
import { failure, socketProblem } from '../problems.ts'
import { DirectoryError } from '../directory-error.ts'
import type { ConnectOptions } from '../types.ts'
import { mayConnect } from './may-connect.ts'
import type { ServerAddress } from './parse-url.ts'

/**
 * Opens a TCP connection, if the policy of the options lets it go to that address: a name is looked up once, and what was
 * judged is what is connected to. Rejects with `DirectoryError`; an abort of the signal is `cancelled`.
 */
export function openSocket(
  { connection, signal, allowNetworks }: ConnectOptions,
  address: ServerAddress,
): Promise<Socket> {
  const timeoutMs = connection.connectTimeoutSeconds * 1000
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(failure('cancelled'))
    const { host, port, field } = address
    const judge = (found: readonly string[]) => permitted(found, allowNetworks, field)
    // Of an address there is no look-up in which to judge it.
    if (isIP(host) !== 0) judge([host])
    const socket = connect({
      host,
      port,
      noDelay: true,
      keepAlive: true,
      lookup: lookupBy(async () => judge(await addressesOf(address))),
    })
    const end = (error: DirectoryError) => {
      settle()
      socket.on('error', () => undefined)
      socket.destroy()
      reject(error)
    }
    const onAbort = () => end(failure('cancelled'))
    const onError = (error: Error) => {
      if (error instanceof DirectoryError) return end(error)
      end(new DirectoryError({ ...socketProblem(error, 'connect'), field }))
    }
    const timer = setTimeout(
      () => end(failure('connection_timeout', { raw: `no answer within ${timeoutMs} ms`, field })),
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

/** The IP addresses of a host's name, as the system or the address itself finds them. */
export async function addressesOf({ host, resolve }: ServerAddress): Promise<readonly string[]> {
  if (resolve !== undefined) return resolve(host)
  return (await lookup(host, { all: true })).map((found) => found.address)
}

/** Those that may be connected to. Throws `DirectoryError` address_refused when there are none, before anything is sent. */
function permitted(
  found: readonly string[],
  allowed: ConnectOptions['allowNetworks'],
  field: string,
): readonly string[] {
  if (allowed === undefined) return found
  const good = found.filter((one) => mayConnect(one, allowed))
  const [first] = found
  if (good.length > 0 || first === undefined) return good
  throw failure('address_refused', {
    fix: `Check the address. If the directory is there, start Bindery with --allow-network ${first}`,
    field,
    raw: `${found.join(', ')}: refused before connecting`,
  })
}

function lookupBy(find: () => Promise<readonly string[]>): LookupFunction {
  return (_host, options, tell) =>
    void find().then(
      (found) => {
        const all = found.map((address) => ({ address, family: isIP(address) }))
        const [first = { address: '', family: 4 }] = all
        return options.all ? tell(null, all) : tell(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => tell(error, ''),
    )
}
