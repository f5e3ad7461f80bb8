import { BinderyError, nobody } from '@bindery/contract'
import { expect, test } from 'vitest'
import { testApp } from './test-app.ts'
import { run } from './test-draft.ts'

const endsAt = new Date('2026-03-02T00:00:00.000Z')
const body = {
  userId: 1,
  sessionId: 1,
  username: 'ada',
  displayName: '',
  role: 'admin' as const,
  permissions: [],
  origin: 'local' as const,
  endsAt: endsAt.toISOString(),
  hasTotp: false,
  recoveryCodesLeft: 0,
  byRecoveryCode: false,
}

test('a session is a cookie of this host alone, that no script reads and no other site sends', async () => {
  const { ask } = await testApp({ signIn: async () => ({ session: { secret: 'opaque', endsAt }, body }) })
  const payload = { username: 'ada', password: 'x' }
  const answer = await ask({ method: 'POST', url: '/api/session', payload })
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['set-cookie']).toBe(
    '__Host-bindery=opaque; Path=/; Expires=Mon, 02 Mar 2026 00:00:00 GMT; HttpOnly; Secure; SameSite=Strict',
  )
  expect(answer.body).not.toContain('opaque')
})

test('a session that ends takes its cookie away', async () => {
  const { ask } = await testApp({ signOut: async () => ({ session: 'ended', body: {} }) })
  const answer = await ask({ method: 'DELETE', url: '/api/session' })
  expect(answer.headers['set-cookie']).toMatch(/^__Host-bindery=; Max-Age=0; Path=\/;.* HttpOnly; Secure/)
})

test('who asks is told by the cookie, the address and the browser; who may not come in sends no body', async () => {
  const seen: unknown[] = []
  const { ask } = await testApp(
    {},
    {
      admit: async (name, credentials) => {
        seen.push([name, credentials])
        throw new BinderyError('signed_out', 'Sign in first')
      },
    },
  )
  const headers = { cookie: '__Host-bindery=opaque; other=1', 'user-agent': 'Firefox' }
  const answer = await ask({ method: 'POST', url: '/api/people', headers, payload: 'x'.repeat(2_000_000) })
  expect(answer.statusCode).toBe(401)
  expect(answer.json()).toMatchObject({ code: 'signed_out' })
  expect(seen).toEqual([
    ['createPerson', { session: 'opaque', bearer: undefined, address: '127.0.0.1', agent: 'Firefox' }],
  ])
})

test('a stream ends when its session is ended elsewhere', async () => {
  let open = true
  let ended = false
  const { ask } = await testApp(
    {
      runEvents: async function* events({ signal }) {
        yield run(1)
        open = false
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        ended = true
      },
    },
    {
      heartbeatMilliseconds: 10,
      admit: async () => {
        if (!open) throw new BinderyError('signed_out', 'Sign in first')
        return nobody('', '')
      },
    },
  )
  await ask({ url: '/api/runs/1/events' }).catch((cut: unknown) => cut)
  await expect.poll(() => ended).toBe(true)
})

test('what somebody may not do is logged, with what it was and from where', async () => {
  const admit = async () => {
    throw new BinderyError('forbidden', 'The role viewer does not allow this')
  }
  const { ask, logged } = await testApp({}, { admit })
  await ask({ method: 'POST', url: '/api/plans/7/apply', remoteAddress: '192.0.2.7' })
  expect(JSON.parse(logged.join(''))).toMatchObject({
    msg: 'refused',
    refusal: 'forbidden',
    req: { method: 'POST', url: '/api/plans/7/apply', remoteAddress: '192.0.2.7' },
  })
})
