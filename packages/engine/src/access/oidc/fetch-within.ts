import { mayConnect } from '@bindery/directory'
import { lookup } from 'node:dns/promises'
import { request as requestClear, type IncomingMessage, type RequestOptions } from 'node:http'
import { Agent, request as requestSecure } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { getCACertificates } from 'node:tls'
import type { CustomFetch } from 'openid-client'

/** More than any honest metadata, key set or token. */
const maxBytes = 1024 * 1024

/** The provider’s address is not one that may be connected to. */
class AddressRefused extends Error {
  override readonly name = 'AddressRefused'
}

/**
 * Fetches only where the policy for directories lets connections go: a name is looked up once, and the address that was
 * judged is the one that is connected to. Redirects are not followed. Trusts the CAs of Node and of the system.
 */
export function fetchWithin(allowNetworks: readonly string[]): CustomFetch {
  const judge = (found: readonly string[]) => {
    const good = found.filter((address) => mayConnect(address, allowNetworks))
    if (good.length > 0) return good
    throw new AddressRefused(
      `${found.join(', ')} is refused before connecting. If the provider is there, start Bindery with --allow-network ${found[0] ?? ''}`,
    )
  }
  const find: LookupFunction = (host, options, tell) =>
    void lookup(host, { all: true })
      .then((found) => judge(found.map(({ address }) => address)))
      .then(
        (found) => {
          const all = found.map((address) => ({ address, family: isIP(address) }))
          const [first = { address: '', family: 4 }] = all
          return options.all ? tell(null, all) : tell(null, first.address, first.family)
        },
        (error: NodeJS.ErrnoException) => tell(error, ''),
      )
  let agent: Agent | undefined
  return async (address, { method, headers, body, signal }) => {
    const url = new URL(address)
    const host = url.hostname.replace(/^\[|\]$/g, '')
    // Of an address there is no look-up in which to judge it.
    if (isIP(host) !== 0) judge([host])
    const options: RequestOptions = { method, headers, lookup: find, ...(signal && { signal }) }
    agent ??= new Agent({ ca: [...getCACertificates('default'), ...getCACertificates('system')] })
    const sent =
      url.protocol === 'https:' ? requestSecure(url, { ...options, agent }) : requestClear(url, options)
    const answer = new Promise<Response>((resolve, reject) => {
      sent.on('error', reject)
      sent.on('response', (message) => void toResponse(message).then(resolve, reject))
    })
    sent.end(body === undefined || body === null ? undefined : textOf(body))
    return answer
  }
}

/** Bodies are forms: the flows in use send nothing else. */
function textOf(body: unknown): string {
  if (typeof body === 'string') return body
  if (body instanceof URLSearchParams) return body.toString()
  throw new TypeError('Only text is sent to a provider')
}

async function toResponse(message: IncomingMessage): Promise<Response> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of message as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > maxBytes) {
      message.destroy()
      throw new Error(`The provider sent more than ${maxBytes} bytes`)
    }
    parts.push(part)
  }
  const headers = new Headers()
  for (const [name, values] of Object.entries(message.headersDistinct))
    for (const value of values ?? []) headers.append(name, value)
  const status = message.statusCode ?? 500
  return new Response([204, 205, 304].includes(status) ? null : Buffer.concat(parts), { status, headers })
}
