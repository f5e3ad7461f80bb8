import { describe, expect, test } from 'vitest'
import { ada, ownHost, ownOrigin, testApp } from './test-app.ts'

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
