import { BinderyError, problemSchema, type Person } from '@bindery/contract'
import { expect, test } from 'vitest'
import { ada, readers, testApp } from './test-app.ts'

test('a verb gets the checked parts of a request, and its answer loses what the contract does not name', async () => {
  const seen: unknown[] = []
  const { ask } = await testApp({
    updatePerson: async ({ params, body, version, caller }) => {
      seen.push({ params, body, version, by: caller.name })
      return { ...ada, passwordHash: 'x' } as Person
    },
  })
  const headers = { 'if-match': '"3"' }
  const answer = await ask({ method: 'PATCH', url: '/api/people/7', payload: { title: ' Dr ' }, headers })
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toEqual(ada)
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(seen).toEqual([{ params: { id: 7 }, body: { title: 'Dr' }, version: 3, by: 'admin' }])
})

test('queries are read with their defaults', async () => {
  const { ask } = await testApp({
    listGroups: async ({ query }) => ({ items: [readers], next: `${query.limit}/${query.text}`, total: 1 }),
  })
  expect((await ask({ url: '/api/groups?text=a%26b' })).json()).toMatchObject({ next: '100/a&b' })
})

test('a deletion answers 204 and nothing', async () => {
  const { ask } = await testApp({ deletePerson: async () => undefined })
  const answer = await ask({ method: 'DELETE', url: '/api/people/7', headers: { 'if-match': '"3"' } })
  expect(answer.statusCode).toBe(204)
  expect(answer.body).toBe('')
})

test.each([undefined, '3', 'W/"3"', '*', '"three"'])('If-Match %s is not a version', async (ifMatch) => {
  const { ask } = await testApp({ deletePerson: async () => undefined })
  const headers = ifMatch === undefined ? {} : { 'if-match': ifMatch }
  const answer = await ask({ method: 'DELETE', url: '/api/people/7', headers })
  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toMatchObject({ code: 'invalid_request', errors: [{ path: ['if-match'] }] })
  expect(answer.json().detail).toContain('If-Match: "3"')
})

test('a refusal becomes problem details with its code and fields', async () => {
  const errors = [{ path: ['username'], message: 'ada is taken' }]
  const { ask, logged } = await testApp({
    createPerson: async () =>
      Promise.reject(new BinderyError('name_taken', 'There is an ada already', errors)),
  })
  const answer = await ask({ method: 'POST', url: '/api/people', payload: { username: 'ada' } })
  expect(answer.statusCode).toBe(409)
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(problemSchema.parse(answer.json())).toEqual({
    type: 'urn:bindery:problem:name_taken',
    title: 'This name is taken',
    status: 409,
    code: 'name_taken',
    detail: 'There is an ada already',
    errors,
  })
  expect(logged).toEqual([])
})

test('what is not valid is pointed at by path', async () => {
  const { ask } = await testApp({})
  const payload = { username: 'ada', otherEmails: ['ada@example.org', 'nonsense'] }
  const answer = await ask({ method: 'POST', url: '/api/people', payload })
  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toMatchObject({
    code: 'invalid_request',
    detail: 'otherEmails.1: Enter a mail address',
    errors: [{ path: ['otherEmails', 1], message: 'Enter a mail address' }],
  })
})

test.each([
  ['bad JSON', 'application/json', '{"username": "ada"', 400, 'invalid_request'],
  ['a polluted prototype', 'application/json', '{"__proto__": {"admin": true}}', 400, 'invalid_request'],
  ['an unknown field', 'application/json', '{"username": "ada", "admin": true}', 400, 'invalid_request'],
  ['no body', 'application/json', '', 400, 'invalid_request'],
  ['a form', 'application/x-www-form-urlencoded', 'username=ada', 400, 'invalid_request'],
  ['plain text', 'text/plain', '{"username": "ada"}', 400, 'invalid_request'],
  ['more than 1 MiB', 'application/json', `"${'x'.repeat(1024 * 1024)}"`, 413, 'too_large'],
])('S41 %s is refused before any verb', async (_name, contentType, payload, status, code) => {
  let asked = 0
  const { ask } = await testApp({ createPerson: async () => ((asked += 1), ada) })
  const headers = { 'content-type': contentType }
  const answer = await ask({ method: 'POST', url: '/api/people', payload, headers })
  expect(answer.statusCode).toBe(status)
  expect(problemSchema.parse(answer.json()).code).toBe(code)
  expect(asked).toBe(0)
})

test.each(['/api/nothing', '/api', '/assets/gone.js', '/'])('%s: nothing there', async (url) => {
  const { ask } = await testApp({})
  const answer = await ask({ url })
  expect(answer.statusCode).toBe(404)
  expect(problemSchema.parse(answer.json()).code).toBe('not_found')
})

test('an address that cannot be decoded is refused in the same words', async () => {
  const { ask } = await testApp({})
  const answer = await ask({ url: '/api/people/%zz' })
  expect(answer.statusCode).toBe(400)
  expect(problemSchema.parse(answer.json()).code).toBe('invalid_request')
})

test('an answer that does not fit its schema is a logged 500', async () => {
  const { ask, logged } = await testApp({
    getPerson: async () => ({ ...ada, version: 'three' }) as unknown as Person,
  })
  const answer = await ask({ url: '/api/people/7' })
  expect(answer.statusCode).toBe(500)
  expect(problemSchema.parse(answer.json()).code).toBe('internal')
  expect(answer.body).not.toContain('version')
  expect(logged.join('')).toContain('version: Invalid input')
})

test('an answer that is missing is a logged 500', async () => {
  const { ask } = await testApp({ getPerson: async () => undefined as unknown as Person })
  expect((await ask({ url: '/api/people/7' })).json()).toMatchObject({ code: 'internal' })
})

test('the unexpected is logged without secrets, and told without details', async () => {
  const error = Object.assign(new Error('disk on fire'), { draft: { bindPassword: { set: 'hunter2' } } })
  const { ask, logged } = await testApp({ getPerson: async () => Promise.reject(error) })
  const answer = await ask({ url: '/api/people/7' })
  expect(answer.statusCode).toBe(500)
  expect(answer.body).not.toContain('fire')
  expect(logged.join('')).toContain('disk on fire')
  expect(logged.join('')).not.toContain('hunter2')
})

test('a client that hangs up in the midst of its request is no fault of the server', async () => {
  const gone = Object.assign(new Error('aborted'), { code: 'ECONNRESET', statusCode: 400 })
  const { ask, logged } = await testApp({ getPerson: async () => Promise.reject(gone) })
  expect((await ask({ url: '/api/people/7' })).json()).toMatchObject({ status: 400, code: 'invalid_request' })
  expect(logged).toEqual([])
})

const thrown = [
  ['an error', new TypeError('boom in a verb')],
  ['an error with a status of its own', Object.assign(new Error('boom'), { statusCode: 418, code: 'EBOOM' })],
  [
    'an error that claims to be the framework’s',
    Object.assign(new Error('boom'), { statusCode: 500, code: 'FST_X' }),
  ],
  ['an error of an error', new Error('boom', { cause: new Error('inner boom') })],
  ['several errors', new AggregateError([new Error('boom')], 'boom')],
  ['text', 'boom'],
] as const

test.each(thrown)('whatever is thrown (%s), no answer says where in the program', async (_name, error) => {
  const fail = () => {
    throw error
  }
  const { ask } = await testApp({
    getPerson: fail,
    listPeople: async () => fail(),
    planEvents: async function* () {
      yield* []
      fail()
    },
  })
  const { ask: askClosed } = await testApp({}, { admit: async () => fail() })
  const answers = await Promise.all([
    ask({ url: '/api/people/7' }),
    ask({ url: '/api/people' }),
    ask({ url: '/api/plans/7/events' }),
    askClosed({ url: '/api/people/7' }),
  ])
  for (const answer of answers) {
    expect(answer.statusCode).toBe(500)
    expect(problemSchema.parse(answer.json()).code).toBe('internal')
    expect(answer.body).not.toMatch(/boom|\bat \w|\.[jt]s\b|node_modules|node:/)
  }
})

test('liveness and readiness', async () => {
  let answers = true
  const { ask } = await testApp({}, { ready: async () => answers })
  expect((await ask({ url: '/livez' })).statusCode).toBe(200)
  expect((await ask({ url: '/readyz' })).statusCode).toBe(200)
  answers = false
  expect((await ask({ url: '/readyz' })).statusCode).toBe(503)
  expect((await ask({ url: '/livez' })).statusCode).toBe(200)
})
