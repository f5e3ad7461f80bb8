import { parseAnswer, send, type CallName, type RequestOf, type ResponseOf } from './request.ts'

/**
 * Calls an endpoint by its name in the contract: `call('getPlan', { params: { id } })`. Throws `ApiProblem`.
 * An endpoint without an answer (204) resolves to undefined.
 */
export async function call<Name extends CallName>(
  name: Name,
  request: RequestOf<Name>,
): Promise<ResponseOf<Name>> {
  const response = await send(name, request)
  if (response.status === 204) return undefined as ResponseOf<Name>
  return parseAnswer(name, await response.json())
}
