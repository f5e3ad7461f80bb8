import { errorCodes } from '@bindery/contract'
import { afterEach, expect, test, vi } from 'vitest'
import { send } from './request.ts'
import { endWait } from './waits.ts'

afterEach(() => vi.unstubAllGlobals())

/** A server that always asks for a fresh proof, and a person who always answers alike; what the request came to. */
async function revoke(goOn: boolean) {
  const { status, title } = errorCodes.proof_required
  const detail = 'Show again that it is you, to revoke a token'
  const problem = { type: 'about:blank', code: 'proof_required', status, title, detail }
  const fetch = vi.fn(() => Promise.resolve(Response.json(problem, { status })))
  vi.stubGlobal('fetch', fetch)
  let error: unknown
  void send('revokeToken', { params: { id: 1 } }).catch((thrown: unknown) => (error = thrown))
  await vi.waitFor(() => {
    endWait('proof', goOn)
    expect(error).toBeDefined()
  })
  return { error, asked: fetch.mock.calls.length }
}

test('whoever would rather not show who they are gave the request up: that is no refusal', async () => {
  expect(await revoke(false)).toMatchObject({ asked: 1, error: { code: 'given_up', status: 0 } })
})

test('a server that asks again after a proof has refused', async () => {
  expect(await revoke(true)).toMatchObject({ asked: 2, error: { code: 'proof_required', status: 403 } })
})
