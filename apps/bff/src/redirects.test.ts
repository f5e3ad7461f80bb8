import { expect, test } from 'vitest'
import { ownHost, ownOrigin, testApp } from './test-app.ts'

const endsAt = new Date('2100-01-01T00:00:00.000Z')
const led = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }

test('a sign-in with the provider begins with a cookie that comes back from there, and leads on', async () => {
  const { ask } = await testApp({
    startOidc: async ({ query, browser }) => ({
      location: `https://login.example/?${query.returnTo ?? ''}&${browser.origin}`,
      attempt: { secret: 'attempt', endsAt },
    }),
  })
  const answer = await ask({ url: '/api/sign-in/oidc?returnTo=/runs' })
  expect(answer.statusCode).toBe(303)
  expect(answer.headers.location).toBe(`https://login.example/?/runs&${ownOrigin}`)
  expect(answer.headers['set-cookie']).toMatch(
    /^__Host-bindery-attempt=attempt; Path=\/; Expires=.*; HttpOnly; Secure; SameSite=Lax$/,
  )
})

test.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/a b'])(
  'a sign-in does not lead to %s',
  async (returnTo) => {
    const { ask } = await testApp({})
    const answer = await ask({ url: `/api/sign-in/oidc?returnTo=${encodeURIComponent(returnTo)}` })
    expect(answer.statusCode).toBe(400)
  },
)

test('the way back from the provider ends the attempt and opens the session, though another site leads there', async () => {
  const { app } = await testApp({
    oidcCallback: async ({ query, browser }) => ({
      location: `/${query['code'] ?? ''}/${browser.attempt ?? ''}`,
      attempt: 'ended',
      session: { secret: 'session', endsAt },
    }),
  })
  const answer = await app.inject({
    url: '/api/sign-in/oidc/callback?code=c',
    headers: { host: ownHost, cookie: '__Host-bindery-attempt=attempt', ...led },
  })
  expect(answer.headers.location).toBe('/c/attempt')
  const [attempt, session] = answer.headers['set-cookie'] ?? []
  expect(attempt).toMatch(/^__Host-bindery-attempt=; .*Expires=Thu, 01 Jan 1970/)
  expect(session).toMatch(/^__Host-bindery=session; .*SameSite=Strict$/)
})

test('what went wrong is in the log, and not in the answer', async () => {
  const { ask, logged } = await testApp({
    oidcCallback: async () => ({ location: '/sign-in?problem=invalid', note: 'another nonce' }),
  })
  const answer = await ask({ url: '/api/sign-in/oidc/callback?code=c' })
  expect(logged.join('')).toContain('another nonce')
  expect(JSON.stringify(answer.headers) + answer.body).not.toContain('another nonce')
})
