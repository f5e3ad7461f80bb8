import type { Endpoint } from '@bindery/contract'

/** Calls an endpoint of a running server; the answer is checked by the contract's own schema. */
export async function call(url: string, endpoint: Endpoint, id = 0, body?: unknown): Promise<unknown> {
  const response = await fetch(`${url}${endpoint.path.replace(':id', String(id))}`, {
    method: endpoint.method,
    headers: { 'content-type': 'application/json', origin: url },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok)
    throw new Error(`${endpoint.method} ${endpoint.path} was refused: ${await response.text()}`)
  // A stream is at its end when its text is.
  if (endpoint.stream !== undefined) return response.text()
  return endpoint.response?.parse(await response.json())
}
