import { assertCredentials, bind } from './connect/bind.ts'
import { connectWire } from './connect/connect-wire.ts'
import { describeServer } from './connect/describe-server.ts'
import { serversAt } from './connect/find-servers.ts'
import { parseServerUrl, type ServerAddress } from './connect/parse-url.ts'
import { DirectoryError } from './directory-error.ts'
import { failure } from './problems.ts'
import { createDirectory, createSession } from './session.ts'
import type { ConnectOptions, DirectorySession } from './types.ts'
import type { Wire } from './wire/wire.ts'

/** Results of a bind that another server may not give: busy, unavailable, unwilling. */
const elsewhere = new Set([51, 52, 53])
/** Problems of the settings, which no other server cures. */
const everywhere = new Set(['cancelled', 'tls_bad_ca', 'tls_bad_client_certificate'])

/**
 * Connects and binds: the first address that answers serves the whole session, on one connection that is never made
 * again. Servers that DNS names are looked up anew, and tried in its order. A refused bind is final, apart from 51, 52
 * and 53. Rejects with `DirectoryError`, of the first address when none answers.
 */
export async function openDirectory(options: ConnectOptions): Promise<DirectorySession> {
  const { urls, pageSize } = options.connection
  const addresses = urls.map(parseServerUrl)
  if (addresses.length === 0) throw failure('invalid_url', { message: 'There is no server address' })
  assertCredentials(options)
  const { wire, url } = await firstAnswering(options, addresses, async (server) => ({
    wire: await bound(options, server),
    url: server.url,
  }))
  try {
    return createSession(createDirectory(wire, await describeServer(wire, options, url), pageSize))
  } catch (error) {
    wire.close()
    throw error
  }
}

/** What the first server gives that can be worked with. Rejects with `DirectoryError`, of the first address when none can. */
export async function firstAnswering<Result>(
  options: ConnectOptions,
  addresses: readonly ServerAddress[],
  open: (server: ServerAddress) => Promise<Result>,
): Promise<Result> {
  const failures: { url: string; error: DirectoryError }[] = []
  const tried = async <Answer>({ url }: ServerAddress, work: Promise<Answer>): Promise<Answer | null> => {
    try {
      return await work
    } catch (error) {
      if (!(error instanceof DirectoryError) || everywhere.has(error.problem.code)) throw error
      if (error.resultCode !== undefined && !elsewhere.has(error.resultCode)) throw error
      failures.push({ url, error })
      return null
    }
  }
  for (const address of addresses)
    for (const server of (await tried(address, serversAt(options, address))) ?? []) {
      const result = await tried(server, open(server))
      if (result !== null) return result
    }
  const [first] = failures
  if (first === undefined) throw failure('invalid_url')
  if (failures.length === 1) throw first.error
  const raw = failures
    .map(({ url, error }) => `${url}: ${error.problem.raw || error.problem.message}`)
    .join('; ')
  throw new DirectoryError({ ...first.error.problem, raw }, first.error.resultCode)
}

async function bound(options: ConnectOptions, address: ServerAddress): Promise<Wire> {
  const wire = await connectWire(options, address)
  try {
    await bind(wire, options)
    return wire
  } catch (error) {
    wire.close()
    throw error
  }
}
