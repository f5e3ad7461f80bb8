import { endpoints } from '@bindery/contract'
import { expect, test } from 'vitest'
import { createLog } from './log.ts'
import { redactLine } from './redact.ts'
import { ownHost, testApp } from './test-app.ts'
import { draft } from './test-draft.ts'

const secret = 'hunter2-ключ'
const redact = (logged: object) => JSON.parse(redactLine(JSON.stringify(logged))) as unknown

const names =
  'bindPassword clientKey password newPassword code token secret clientSecret authorization proxy-authorization ' +
  'Cookie set-cookie recoveryCodes totp_sealed set current'

test.each(names.split(' '))('%s is redacted, however deep it is and whatever it holds', (name) => {
  let deep: object = { [name]: secret, beside: 1 }
  for (let depth = 0; depth < 30; depth += 1) deep = depth % 2 ? [deep] : { inside: deep }
  expect(JSON.stringify(redact(deep))).not.toContain(secret)
  expect(JSON.stringify(redact(deep))).toContain('"beside":1')
  for (const held of [[secret], { set: secret }, { keep: { it: secret } }])
    expect(redact({ [name]: held })).toEqual({ [name]: '[redacted]' })
  expect(redact({ [name]: null })).toEqual({ [name]: null })
})

test('the code of an error is told, and so is what only sounds like a secret', () => {
  const told = { err: { code: 'ECONNREFUSED', stack: 'Error' }, settings: 'x', state: 'running', tokenId: 3 }
  expect(redact(told)).toEqual(told)
})

test('what an address carries is redacted by the names of its parameters', () => {
  const url = `/api/back?code=${secret}&a=b&id%5Ftoken=${secret}&broken%=1#token=${secret}`
  expect(redact({ req: { url } })).toEqual({
    req: { url: '/api/back?code=[redacted]&a=b&id%5Ftoken=[redacted]&broken%=1#token=[redacted]' },
  })
})

test('a request that goes wrong at every turn leaves none of its secrets in the most talkative log', async () => {
  const logged: string[] = []
  const { ask } = await testApp(
    {
      createDirectory: async (request) => {
        throw Object.assign(new Error('Broken', { cause: { request } }), { request, body: [request.body] })
      },
    },
    { logger: createLog('trace', { write: (line) => void logged.push(line) }) },
  )
  const payload = {
    name: 'Example',
    enabled: false,
    settings: draft.settings,
    secrets: { bindPassword: { set: secret }, clientKey: { set: secret } },
  }
  const headers = { authorization: `Bearer ${secret}`, cookie: `__Host-bindery=${secret}; other=${secret}` }
  const url = `${endpoints.createDirectory.path}?token=${encodeURIComponent(secret)}`
  for (const body of [
    payload,
    { ...payload, name: secret, enabled: 'x' },
    [],
    { password: secret, code: secret },
  ])
    await ask({ method: 'POST', url, headers: { ...headers, host: ownHost }, payload: body })
  await ask({ method: 'GET', url: `/api/nothing?code=${encodeURIComponent(secret)}`, headers })
  const text = logged.join('')
  // It logs every request, and got as far as the verb.
  expect(text).toContain('"level":30')
  expect(text).toContain('Broken')
  for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), 'hunter2'])
    expect(text).not.toContain(form)
})
