import type { Socket } from 'node:net'
import { serviceDomain } from '@bindery/contract/words'
import { DirectoryError } from '../directory-error.ts'
import { findServers } from '../connect/find-servers.ts'
import { addressesOf, openSocket } from '../connect/open-socket.ts'
import { parseServerUrl, type ServerAddress } from '../connect/parse-url.ts'
import { failure, problemOf, socketProblem } from '../problems.ts'
import type { ProbeRun, StepOutcome } from './probe-types.ts'

interface Tried {
  readonly label: string
  readonly value: string
  readonly failed: DirectoryError | null
}

/** Are the addresses well formed, does DNS name servers for their services, and do names resolve? */
export async function resolveNames(run: ProbeRun): Promise<StepOutcome> {
  const asked = run.options.connection.urls.map(parseServerUrl)
  if (asked.length === 0) throw failure('invalid_url', { message: 'There is no server address' })
  if (asked.every((address) => address.isIp)) {
    run.addresses = asked
    return { state: 'skipped', summary: 'Addresses need no look-up.' }
  }
  const found = await Promise.all(asked.map((address) => findService(run, address)))
  run.addresses = found.flatMap(({ servers }) => servers)
  const hosts = await Promise.all(run.addresses.map((address) => resolveName(run, address)))
  const services = found.flatMap(({ service }) => service ?? [])
  // A service is found by its servers: without those it is no use.
  const outcome = oneOf([...services.filter(({ failed }) => failed !== null), ...hosts])
  const named = services.filter(({ failed }) => failed === null)
  return {
    ...outcome,
    details: [...named.map(({ label, value }) => ({ label, value })), ...(outcome.details ?? [])],
  }
}

/** The servers behind an address, and how that was found out where it names a service. */
async function findService(
  { options }: ProbeRun,
  address: ServerAddress,
): Promise<{ readonly servers: readonly ServerAddress[]; readonly service?: Tried }> {
  const label = address.host
  if (serviceDomain(label) === null) return { servers: [address] }
  try {
    const { servers, refused } = await findServers(options, address)
    const value = [
      servers.map(({ host, port }) => `${host} port ${port}`).join(', '),
      ...(refused.length > 0 ? [`not of this domain, and not tried: ${refused.join(', ')}`] : []),
    ].join('; ')
    return { servers, service: { label, value, failed: null } }
  } catch (error) {
    if (!(error instanceof DirectoryError) || error.problem.code === 'cancelled') throw error
    return { servers: [], service: { label, value: error.problem.message, failed: error } }
  }
}

async function resolveName(run: ProbeRun, address: ServerAddress): Promise<Tried> {
  const { host, isIp, field } = address
  if (isIp) return { label: host, value: 'needs no look-up', failed: null }
  const timeoutMs = run.options.connection.connectTimeoutSeconds * 1000
  const timeout = AbortSignal.timeout(timeoutMs)
  const signal = run.options.signal === undefined ? timeout : AbortSignal.any([timeout, run.options.signal])
  try {
    const found = await orAbort(addressesOf(address), signal)
    return { label: host, value: found.join(', '), failed: null }
  } catch (error) {
    if (run.options.signal?.aborted) throw failure('cancelled')
    const failed = signal.aborted
      ? failure('dns_not_found', { raw: `no answer within ${timeoutMs} ms`, field })
      : new DirectoryError({ ...socketProblem(error, 'connect'), field })
    return { label: host, value: failed.problem.message, failed }
  }
}

/** Does anything listen? The first address that answers is the one tested from here on. */
export async function reachServer(run: ProbeRun): Promise<StepOutcome> {
  const tried = await Promise.all(run.addresses.map((address) => reach(run, address)))
  const open = tried.filter(({ socket }) => socket !== null)
  for (const { socket, address } of open)
    if (socket !== null && run.reached === null) run.reached = { address, socket }
    else socket?.destroy()
  return oneOf(tried.map(({ label, value, failed }) => ({ label, value, failed })))
}

async function reach(
  run: ProbeRun,
  address: ServerAddress,
): Promise<Tried & { readonly address: ServerAddress; readonly socket: Socket | null }> {
  const label = `${address.host} port ${address.port}`
  try {
    const socket = await openSocket(run.options, address)
    return { label, value: 'open', failed: null, address, socket }
  } catch (error) {
    const problem = problemOf(error)
    if (problem.code === 'cancelled') throw error
    return { label, value: problem.message, failed: new DirectoryError(problem), address, socket: null }
  }
}

/** Of several addresses one is enough; the others are a warning. */
function oneOf(tried: readonly Tried[]): StepOutcome {
  const bad = tried.filter(({ failed }) => failed !== null)
  const [first] = bad
  const details = tried.map(({ label, value }) => ({ label, value }))
  if (first?.failed && bad.length === tried.length)
    return { state: 'failed', summary: first.failed.problem.message, details, error: first.failed.problem }
  if (first?.failed)
    return {
      state: 'warning',
      summary: `${bad.length} of ${tried.length} addresses do not work.`,
      details,
      error: first.failed.problem,
    }
  return { state: 'ok', summary: tried.map(({ label, value }) => `${label} → ${value}`).join('; '), details }
}

function orAbort<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new Error('aborted'))
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
