import { BinderyError, nobody } from '@bindery/contract'
import { expect, test } from 'vitest'
import { ada, ownHost, testApp } from './test-app.ts'

const cookie = '__Host-bindery=opaque'
const createAda = { method: 'POST', url: '/api/people', payload: { username: 'ada' } } as const

/** The app, and whom each request said it was. */
async function gate() {
  const seen: unknown[] = []
  const { app } = await testApp(
    { createPerson: async () => ada },
    {
      admit: async (_name, credentials) => {
        seen.push(credentials.bearer)
        if (credentials.bearer === '') throw new BinderyError('signed_out', 'This token does not work')
        return nobody(credentials.address, '')
      },
    },
  )
  const send = (headers: Record<string, string>) =>
    app.inject({ ...createAda, headers: { host: ownHost, ...headers } })
  return { seen, send }
}

test('S53 a request with a token needs no Origin; a cookie alone does', async () => {
  const { seen, send } = await gate()
  expect((await send({ cookie })).json()).toMatchObject({ code: 'foreign_request' })
  expect((await send({ authorization: 'Bearer bindery_a-b_c' })).statusCode).toBe(201)
  expect(seen).toEqual(['bindery_a-b_c'])
})

test.each([
  ['another site', { origin: 'https://evil.example' }],
  ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
  ['another name of this machine', { host: 'evil.example' }],
])('S53 a token opens nothing to %s', async (_name, headers) => {
  const { seen, send } = await gate()
  const answer = await send({ authorization: 'Bearer bindery_a', ...headers })
  expect(answer.json()).toMatchObject({ code: 'foreign_request' })
  expect(seen).toEqual([])
})

test.each(['Basic YTpi', 'Bearer', 'Bearer a b', 'bindery_a'])(
  'an Authorization header without a token (%s) is a token that does not work, whatever the cookie',
  async (authorization) => {
    const { seen, send } = await gate()
    const answer = await send({ authorization, cookie })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['www-authenticate']).toBe('Bearer')
    expect(seen).toEqual([''])
  },
)
