import { describe, expect, test } from 'vitest'
import { ada, admin, ownHost, ownOrigin, testApp } from './test-app.ts'
import type { AppOptions } from './app.ts'

const createAda = { method: 'POST', url: '/api/people', payload: { username: 'ada' } } as const

describe('S53 a web page from elsewhere', () => {
  test.each([
    ['a name rebound to loopback', { host: 'evil.example:8420', origin: 'http://evil.example:8420' }],
    ['another port of this machine', { host: '127.0.0.1:9999', origin: undefined }],
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['an opaque Origin', { origin: 'null' }],
    ['our Origin with another scheme', { origin: `https://${ownHost}` }],
    ['a cross-site fetch', { origin: undefined, 'sec-fetch-site': 'cross-site' }],
    ['a page on another port', { origin: undefined, 'sec-fetch-site': 'same-site' }],
  ])('S53 cannot read: %s', async (_name, headers) => {
    let asked = 0
    const { app } = await testApp({
      overview: async () => ((asked += 1), Promise.reject(new Error('reached'))),
    })
    const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))
    for (const url of ['/api/overview', '/', '/livez', '/api/openapi.json']) {
      const answer = await app.inject({ url, headers: { host: ownHost, ...sent } })
      expect(answer.statusCode).toBe(403)
      expect(answer.json()).toMatchObject({ code: 'foreign_request', status: 403 })
    }
    expect(asked).toBe(0)
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)(
    'S53 %s without an Origin starts nothing',
    async (method) => {
      const { app } = await testApp({})
      const answer = await app.inject({ method, url: '/api/people/7', headers: { host: ownHost } })
      expect(answer.json()).toMatchObject({ code: 'foreign_request' })
    },
  )

  test('S53 no answer lets another origin read it', async () => {
    const { ask } = await testApp({})
    const answer = await ask({ method: 'OPTIONS', url: '/api/people' })
    expect(answer.statusCode).toBe(404)
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
    expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin')
  })

  test('the console itself, and a typed address, come through', async () => {
    const { app } = await testApp({ createPerson: async () => ada, getPerson: async () => ada })
    const own = { host: ownHost, origin: ownOrigin, 'sec-fetch-site': 'same-origin' }
    expect((await app.inject({ ...createAda, headers: own })).statusCode).toBe(201)
    const typed = { host: ownHost, 'sec-fetch-site': 'none' }
    expect((await app.inject({ url: '/api/people/7', headers: typed })).statusCode).toBe(200)
  })
})

describe('a link in a mail, or a page elsewhere that leads here', () => {
  const led = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
  const ask = async (url: string, headers: Record<string, string>, method: 'GET' | 'POST' = 'GET') => {
    const { app } = await testApp({
      getPerson: async () => ada,
      oidcCallback: async () => ({ location: '/people' }),
    })
    return (await app.inject({ url, method, headers: { host: ownHost, ...headers } })).statusCode
  }

  test('opens the page, and what a sign-in elsewhere returns to', async () => {
    // There is no console here to serve: the page is not found, rather than refused.
    for (const url of ['/', '/people/7?tab=groups']) expect(await ask(url, led)).toBe(404)
    expect(await ask('/api/sign-in/oidc/callback?code=1', led)).toBe(303)
  })

  test.each([
    ['the API', '/api/people/7', led],
    ['the API in escapes', '/%61pi/people/7', led],
    ['a fetch', '/', { ...led, 'sec-fetch-mode': 'no-cors' }],
    ['a frame', '/', { ...led, 'sec-fetch-dest': 'iframe' }],
    ['a script', '/assets/index.js', led],
    ['a fetch of the callback', '/api/sign-in/oidc/callback', { ...led, 'sec-fetch-mode': 'cors' }],
    ['a frame of the callback', '/api/sign-in/oidc/callback', { ...led, 'sec-fetch-dest': 'iframe' }],
    ['a page that names its origin', '/', { ...led, origin: 'https://evil.example' }],
  ])('S53 does not reach %s', async (_name, url, headers) => {
    expect(await ask(url, headers)).toBe(403)
  })

  test('S53 brings no form along', async () => {
    expect(await ask('/', led, 'POST')).toBe(403)
    expect(await ask('/', { ...led, origin: 'https://evil.example' }, 'POST')).toBe(403)
  })
})

describe('behind a reverse proxy', () => {
  const name = 'bindery.example.org'
  const behind: Partial<AppOptions> = {
    allowedOrigins: new Set([ownOrigin, `https://${name}`]),
    trustedProxies: ['10.0.0.0/8'],
    publicUrl: `https://${name}`,
  }
  const forwarded = {
    'x-forwarded-host': name,
    'x-forwarded-proto': 'https',
    'x-forwarded-for': '203.0.113.9',
    origin: `https://${name}`,
  }
  const create = async (remoteAddress: string, headers: Record<string, string>) => {
    const seen: string[] = []
    const { app } = await testApp(
      { createPerson: async () => ada },
      { ...behind, admit: async (_name, { address }) => (seen.push(address), admin) },
    )
    const answer = await app.inject({ ...createAda, remoteAddress, headers: { host: name, ...headers } })
    return { status: answer.statusCode, detail: answer.json().detail as string, seen }
  }

  test('the console comes in by its public address, from whom the proxy says', async () => {
    expect(await create('10.0.0.5', forwarded)).toMatchObject({ status: 201, seen: ['203.0.113.9'] })
    const rewritten = { ...forwarded, host: 'upstream:8420' }
    expect(await create('::ffff:10.0.0.5', rewritten)).toMatchObject({ status: 201, seen: ['203.0.113.9'] })
  })

  test('what a client claims of others who passed it on is not believed', async () => {
    const claims = { ...forwarded, 'x-forwarded-for': '127.0.0.1, 203.0.113.9' }
    expect(await create('10.0.0.5', claims)).toMatchObject({ seen: ['203.0.113.9'] })
  })

  test('S53 from any other address the headers are worth nothing', async () => {
    for (const host of [name, 'elsewhere.example'])
      expect(await create('192.0.2.1', { ...forwarded, host })).toMatchObject({ status: 403, seen: [] })
    const own = { ...forwarded, host: ownHost, origin: ownOrigin }
    expect(await create('192.0.2.1', own)).toMatchObject({ status: 201, seen: ['192.0.2.1'] })
  })

  test('in clear text the public address is refused, and what to do is told', async () => {
    const { 'x-forwarded-proto': _scheme, ...clear } = forwarded
    const { status, detail } = await create('10.0.0.5', clear)
    expect(status).toBe(403)
    expect(detail).toContain('X-Forwarded-Proto')
  })

  test.each([
    ['another name', { 'x-forwarded-host': 'evil.example' }],
    ['another Origin', { origin: 'https://evil.example' }],
    ['the Origin in clear text', { origin: `http://${name}` }],
    ['the Origin of another port', { origin: `https://${name}:8443` }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a site beside', { 'sec-fetch-site': 'same-site' }],
  ])('S53 %s is refused', async (_name, headers) => {
    expect(await create('10.0.0.5', { ...forwarded, ...headers })).toMatchObject({ status: 403, seen: [] })
  })
})
