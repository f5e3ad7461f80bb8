import { endpointAccess, endpoints, problemSchema, type EndpointName } from '@bindery/contract'
import { expect, test } from 'vitest'
import { rateLimits } from './rate-limits.ts'
import { ada, ownHost, ownOrigin, testApp } from './test-app.ts'

const limited = Object.entries(rateLimits) as [EndpointName, number][]

test('passwords and codes are tried ten times a minute, directories thirty', () => {
  expect(rateLimits).toMatchObject({
    signIn: 10,
    setUp: 10,
    prove: 10,
    acceptInvitation: 10,
    changePassword: 10,
  })
  expect(rateLimits).toMatchObject({
    testConnection: 30,
    draftSchemaSummary: 30,
    measureImpact: 30,
  })
})

test('whatever anybody may try without being signed in has a limit', () => {
  const names = Object.keys(endpoints) as EndpointName[]
  const open = names.filter((name) => endpointAccess[name] === 'public' && endpoints[name].method !== 'GET')
  expect(open).toContain('signIn')
  expect(open.filter((name) => rateLimits[name] === undefined)).toEqual([])
})

test.each(limited)(
  '%s is refused after %i requests from one address; others, and the rest, go on',
  async (name, max) => {
    const { app } = await testApp({ getPerson: async () => ada })
    const { method, path } = endpoints[name]
    const ask = (remoteAddress: string, url = path.replace(':id', '1')) =>
      app.inject({
        method,
        url,
        remoteAddress,
        headers: { host: ownHost, origin: ownOrigin },
        ...(method === 'POST' && { payload: { nothing: 1 } }),
      })
    for (let count = 0; count < max; count += 1) expect((await ask('192.0.2.1')).statusCode).not.toBe(429)
    const refused = await ask('192.0.2.1')
    expect(refused.statusCode).toBe(429)
    expect(problemSchema.parse(refused.json())).toMatchObject({
      code: 'too_many_requests',
      detail: expect.stringMatching(/^Wait .*, then try again$/) as string,
    })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(refused.headers['content-type']).toContain('application/problem+json')
    expect((await ask('192.0.2.1', path.replace('api', '%61pi').replace(':id', '1'))).statusCode).toBe(429)
    expect((await ask('::ffff:192.0.2.1')).statusCode).toBe(429)
    expect((await ask('192.0.2.2')).statusCode).not.toBe(429)
    const read = { url: '/api/people/7', remoteAddress: '192.0.2.1', headers: { host: ownHost } }
    expect((await app.inject(read)).statusCode).toBe(200)
  },
)

test('who changes their address within an IPv6 network stays who they are', async () => {
  const { app } = await testApp({})
  const ask = async (remoteAddress: string) => {
    const headers = { host: ownHost, origin: ownOrigin }
    return (await app.inject({ method: 'POST', url: '/api/session', remoteAddress, headers, payload: {} }))
      .statusCode
  }
  for (let count = 1; count <= 10; count += 1) expect(await ask(`2001:db8:0:1::${count}`)).toBe(400)
  expect(await ask('2001:db8:0:1:ffff::1')).toBe(429)
  expect(await ask('2001:db8:0:2::1')).toBe(400)
})

test('the address is the one that the trusted proxy tells, never one that a client claims', async () => {
  const { app } = await testApp({}, { trustedProxies: ['10.0.0.5'] })
  const ask = async (remoteAddress: string, forwarded: string) => {
    const headers = { host: ownHost, origin: ownOrigin, 'x-forwarded-for': forwarded }
    return (await app.inject({ method: 'POST', url: '/api/session', remoteAddress, headers, payload: {} }))
      .statusCode
  }
  for (let count = 1; count <= 10; count += 1)
    expect(await ask('10.0.0.5', `192.0.2.${count}, 203.0.113.9`)).toBe(400)
  expect(await ask('10.0.0.5', '192.0.2.99, 203.0.113.9')).toBe(429)
  expect(await ask('10.0.0.5', '203.0.113.10')).toBe(400)
  // By itself, whatever it claims.
  for (let count = 1; count <= 10; count += 1) expect(await ask('198.51.100.1', `192.0.2.${count}`)).toBe(400)
  expect(await ask('198.51.100.1', '192.0.2.99')).toBe(429)
})

test('whoever is not let in is counted as well', async () => {
  const { ask } = await testApp({}, { admit: async () => Promise.reject(new Error('nobody comes in')) })
  const attempt = async () =>
    (await ask({ method: 'POST', url: '/api/directories/test', payload: {} })).statusCode
  for (let count = 0; count < 30; count += 1) expect(await attempt()).toBe(500)
  expect(await attempt()).toBe(429)
})

test('all of the API together has a limit of its own', async () => {
  const { ask } = await testApp({ getPerson: async () => ada })
  let last = 200
  for (let count = 0; count <= 1200; count += 1) last = (await ask({ url: '/api/people/7' })).statusCode
  expect(last).toBe(429)
  expect((await ask({ url: '/livez' })).statusCode).toBe(200)
})
