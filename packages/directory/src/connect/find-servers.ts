import type { SrvRecord } from 'node:dns'
import { Resolver } from 'node:dns/promises'
import { isGlobalCatalogPort, serviceDomain } from '@bindery/contract/words'
import { DirectoryError } from '../directory-error.ts'
import { failure, problem } from '../problems.ts'
import type { ConnectOptions } from '../types.ts'
import { orderByWeight } from './order-by-weight.ts'
import type { ServerAddress } from './parse-url.ts'

/** What DNS said of a service: its servers in the order to try them, and those that are not of the domain asked for. */
export interface FoundServers {
  readonly servers: readonly ServerAddress[]
  readonly refused: readonly string[]
}

/** The addresses behind one of the settings': itself, or the servers of the service that it names. Rejects as `findServers`. */
export async function serversAt(
  options: ConnectOptions,
  address: ServerAddress,
): Promise<readonly ServerAddress[]> {
  return serviceDomain(address.host) === null ? [address] : (await findServers(options, address)).servers
}

/**
 * Looks up the servers of a service in DNS (RFC 2782), as of now. A target must be of the domain that was asked for:
 * otherwise whoever answers for DNS could have the bind password sent anywhere. Rejects with `DirectoryError`.
 */
export async function findServers(options: ConnectOptions, service: ServerAddress): Promise<FoundServers> {
  const domain = serviceDomain(service.host) ?? ''
  const resolver = resolverOf(options)
  const records = await ask(options, resolver, service)
  const named = records.filter(({ name }) => name !== '' && name !== '.')
  if (named.length === 0)
    throw failed(service, {
      message: `DNS says that ${domain} has no LDAP service`,
      fix: 'Check the domain, or give the address of a server.',
    })
  const isOwn = ({ name }: SrvRecord) => `.${plain(name)}`.endsWith(`.${plain(domain)}`)
  const refused = named.filter((record) => !isOwn(record)).map(({ name }) => name)
  const own = named.filter(isOwn)
  if (own.length === 0)
    throw failed(service, {
      message: `DNS names only servers that are not of ${domain}`,
      fix: 'Give the addresses of the servers themselves, if they can be trusted.',
      raw: refused.join(', '),
    })
  const resolve =
    options.dnsServers === undefined ? {} : { resolve: (host: string) => resolver.resolve4(host) }
  const servers = orderByWeight(own, Math.random).map((record) => ({
    ...addressOf(record, service),
    ...resolve,
  }))
  return { servers, refused }
}

/** Two tries within the connect timeout. */
function resolverOf({ connection, dnsServers }: ConnectOptions): Resolver {
  const resolver = new Resolver({
    timeout: Math.ceil((connection.connectTimeoutSeconds * 1000) / 3),
    tries: 2,
  })
  if (dnsServers !== undefined) resolver.setServers(dnsServers)
  return resolver
}

async function ask(
  { connection, signal }: ConnectOptions,
  resolver: Resolver,
  service: ServerAddress,
): Promise<SrvRecord[]> {
  const timeout = AbortSignal.timeout(connection.connectTimeoutSeconds * 1000)
  const stop = signal === undefined ? timeout : AbortSignal.any([timeout, signal])
  const cancel = () => resolver.cancel()
  stop.addEventListener('abort', cancel, { once: true })
  try {
    if (signal?.aborted) throw failure('cancelled')
    return await resolver.resolveSrv(service.host)
  } catch (error) {
    if (signal?.aborted) throw failure('cancelled')
    const raw = error instanceof Error ? error.message : String(error)
    // NXDOMAIN, and a name that has no such record; anything else is no answer at all.
    if (/ENOTFOUND|ENODATA/.test(raw)) throw failed(service, { raw })
    throw failed(service, { message: 'The DNS servers of this machine gave no answer', raw })
  } finally {
    stop.removeEventListener('abort', cancel)
  }
}

function failed({ field }: ServerAddress, known: Parameters<typeof problem>[1]): DirectoryError {
  return new DirectoryError(problem('service_not_found', { field, ...known }))
}

/** DNS tells the ports without TLS; those with it are fixed (MS-ADTS §3.1.1.3.1.10). */
function addressOf({ name, port: told }: SrvRecord, { secure, field }: ServerAddress): ServerAddress {
  const port = !secure ? told : told === 389 ? 636 : told === 3268 ? 3269 : told
  const host = plain(name)
  const usual = port === (secure ? 636 : 389) && !isGlobalCatalogPort(port)
  const url = `${secure ? 'ldaps' : 'ldap'}://${host}${usual ? '' : `:${port}`}`
  return { url, host, port, secure, isIp: false, field }
}

const plain = (name: string) => name.replace(/\.$/, '').toLowerCase()
