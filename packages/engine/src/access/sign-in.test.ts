import { BinderyError, type Caller } from '@bindery/contract'
import { expect, test } from 'vitest'
import { request } from '../test-context.ts'
import { authorize } from './authorize.ts'
import { createSetUpToken } from './create-set-up-token.ts'
import { getSession } from './get-session.ts'
import { listSessions, revokeSession } from './list-sessions.ts'
import { changePassword } from './own/change-password.ts'
import { prove } from './prove.ts'
import { readSetUp } from './set-up.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { access, minutes, password, refusal, secretOf, visitor } from './test-access.ts'

test('the first admin is made with the token that was printed, once', async () => {
  const { context, token, make, who } = await access()
  const ada = { token, username: 'Ada', password }
  const read = (text: string) => readSetUp(context)(request('readSetUp', { body: { token: text } }))
  await expect(read('guess')).rejects.toEqual(refusal('link_over'))
  await expect(make({ ...ada, token: 'guess' })).rejects.toEqual(refusal('link_over'))
  await expect(read(token)).resolves.toEqual({})
  const made = await make()
  expect(made.body).toMatchObject({ username: 'Ada', role: 'admin', origin: 'local' })
  expect(await who(secretOf(made))).toMatchObject({ name: 'Ada', role: 'admin', address: '192.0.2.7' })
  await expect(make({ ...ada, username: 'Eve' })).rejects.toEqual(refusal('link_over'))
  await expect(read(token)).rejects.toEqual(refusal('link_over'))
  expect((await createSetUpToken(context.store)).value).toBeNull()
})

test.each([
  ['short', 'ocelot-7'],
  ['a famous one, long enough', 'passwordpassword'],
  ['the username again and again', 'AdaAdaAdaAda'],
])('a password that is %s is refused at its field', async (_why, weak) => {
  const { token, make } = await access()
  const error: unknown = await make({ token, username: 'Ada', password: weak }).catch(
    (thrown: unknown) => thrown,
  )
  expect(error).toMatchObject({ code: 'invalid_request', errors: [{ path: ['password'] }] })
})

test('neither the password nor what the cookie holds is in the database', async () => {
  const { context, make } = await access()
  const secret = secretOf(await make())
  const { db } = context.store
  const rows = JSON.stringify([
    await db.selectFrom('users').selectAll().execute(),
    await db.selectFrom('sessions').selectAll().execute(),
  ])
  expect(rows).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
  for (const text of [password, secret]) expect(rows).not.toContain(text)
})

test('a wrong password and a wrong name are refused in the same words', async () => {
  const { make, enter } = await access()
  await make()
  const told = async (body: { username: string; password: string }) => {
    const error: unknown = await enter(body).catch((thrown: unknown) => thrown)
    return error instanceof BinderyError ? [error.code, error.message] : error
  }
  const wrong = await told({ username: 'ada', password: 'not it' })
  expect(wrong).toEqual(['sign_in_failed', expect.any(String)])
  expect(await told({ username: 'nobody', password })).toEqual(wrong)
  expect((await enter({ username: ' ADA ', password })).body).toMatchObject({ username: 'Ada' })
})

test.each(['ada', 'nobody'])(
  'five failures in a row make the name %s wait, longer each time',
  async (username) => {
    const { make, enter, pass } = await access()
    await make()
    for (let failures = 0; failures < 5; failures += 1)
      await expect(enter({ username, password: 'x' })).rejects.toEqual(refusal('sign_in_failed'))
    await expect(enter({ username, password })).rejects.toEqual(refusal('locked'))
    pass(30_001)
    await expect(enter({ username, password: 'x' })).rejects.toEqual(refusal('sign_in_failed'))
    pass(30_001)
    await expect(enter({ username, password })).rejects.toEqual(refusal('locked'))
    pass(30_001)
    const last = enter({ username, password })
    if (username === 'ada') expect((await last).body).toMatchObject({ username: 'Ada' })
    else await expect(last).rejects.toEqual(refusal('sign_in_failed'))
  },
)

test('of many guesses at once the right one behind nine wrong ones is refused: at sign-in, a proof and a change', async () => {
  const { context, make, enter, who, pass } = await access()
  const caller = await who(secretOf(await make()))
  const ways: ((guess: string) => Promise<unknown>)[] = [
    (guess: string) => enter({ username: 'Ada', password: guess }),
    (guess: string) => prove(context)(request('prove', { body: { password: guess }, caller })),
    (guess: string) =>
      changePassword(context)(
        request('changePassword', { body: { current: guess, password: 'tundra kettle orbit fig' }, caller }),
      ),
  ]
  for (const way of ways) {
    const guesses = [...Array.from({ length: 9 }, (_, index) => `guess ${index}`), password]
    const all = await Promise.allSettled(guesses.map(way))
    expect(all.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'locked' } })
    pass(minutes(10))
    await enter({ username: 'Ada', password })
  }
})

test('a session ends when it is not used for an hour, and after half a day however busy it is', async () => {
  const { make, enter, who, watch, pass } = await access()
  const idle = secretOf(await make())
  pass(minutes(59))
  expect((await who(idle)).name).toBe('Ada')
  pass(minutes(59))
  expect((await watch(idle)).name).toBe('Ada')
  pass(minutes(2))
  expect((await who(idle)).kind).toBe('nobody')
  const busy = secretOf(await enter({ username: 'Ada', password }))
  for (let passed = 0; passed < 12 * 60 - 30; passed += 30) {
    pass(minutes(30))
    expect((await who(busy)).name).toBe('Ada')
  }
  pass(minutes(31))
  expect((await who(busy)).kind).toBe('nobody')
})

test('signing out ends the session, and one session ends another of the same user only', async () => {
  const { context, make, enter, who } = await access()
  const first = secretOf(await make())
  const second = secretOf(await enter({ username: 'Ada', password }))
  const caller = await who(first)
  const list = await listSessions(context)(request('listSessions', { caller }))
  expect(list.items.map(({ current }) => current).toSorted()).toEqual([false, true])
  const other = list.items.find(({ current }) => !current)?.id ?? 0
  const stranger: Caller = { ...caller, userId: 999 }
  const revoke = (by: Caller) =>
    revokeSession(context)(request('revokeSession', { params: { id: other }, caller: by }))
  await expect(revoke(stranger)).rejects.toEqual(refusal('not_found'))
  await revoke(caller)
  expect((await who(second)).kind).toBe('nobody')
  await signOut(context)(request('signOut', { caller }))
  expect((await who(first)).kind).toBe('nobody')
  expect(await getSession(context)(request('getSession', { caller: await who(first) }))).toEqual({
    signedIn: null,
    needsSetUp: false,
    methods: { directory: false, oidc: null },
  })
})

test('what asks for a proof is refused ten minutes after the last one, until the password is shown again', async () => {
  const { context, make, who, pass } = await access()
  const before = secretOf(await make())
  let secret = before
  const may = async () => authorize(await who(secret), 'approvePlan', context.now())
  await may()
  pass(minutes(10))
  await expect(may()).rejects.toEqual(refusal('proof_required'))
  const show = async (shown: string) =>
    prove(context)(request('prove', { body: { password: shown }, caller: await who(secret) }))
  await expect(show('not it')).rejects.toEqual(refusal('sign_in_failed'))
  await expect(may()).rejects.toEqual(refusal('proof_required'))
  secret = secretOf(await show(password))
  await may()
  expect((await who(before)).kind).toBe('nobody')
})

test('a session that is ended while its user shows who they are stays ended', async () => {
  const { context, make, who } = await access()
  const caller = await who(secretOf(await make()))
  await signOut(context)(request('signOut', { caller }))
  const late = prove(context)(request('prove', { body: { password }, caller }))
  await expect(late).rejects.toEqual(refusal('signed_out'))
})

test('a user who is disabled is out at once', async () => {
  const { context, make, enter, who } = await access()
  const secret = secretOf(await make())
  await context.store.db.updateTable('users').set({ disabled: 1 }).execute()
  expect((await who(secret)).kind).toBe('nobody')
  await expect(enter({ username: 'Ada', password })).rejects.toEqual(refusal('sign_in_failed'))
})

test.each([
  ['there is', 'Ada'],
  ['nobody has', 'nobody'],
])('many guesses at once at a name that %s tell no more than some in a row', async (_which, username) => {
  const { make, enter } = await access()
  await make()
  const guesses = [...Array.from({ length: 8 }, (_, number) => `guess ${number}`), password]
  const all = await Promise.allSettled(guesses.map((guess) => enter({ username, password: guess })))
  const codes = all.map((result) =>
    result.status === 'rejected' ? (result.reason as BinderyError).code : 'in',
  )
  const refused = (count: number, code: string) => Array.from({ length: count }, () => code)
  expect(codes).toEqual([...refused(5, 'sign_in_failed'), ...refused(4, 'locked')])
})

test('signing in ends the session that the browser had before', async () => {
  const { context, make, who } = await access()
  const before = secretOf(await make())
  const body = { username: 'Ada', password }
  const after = await signIn(context)(request('signIn', { body, caller: await who(before) }))
  expect((await who(before)).kind).toBe('nobody')
  expect((await who(secretOf(after))).name).toBe('Ada')
})

test('a crowd at the door is refused beyond some seconds of work; whoever is signed in is not, and whoever hangs up loses the turn', async () => {
  const { context, make, enter, who } = await access()
  const caller = await who(secretOf(await make()))
  const crowd = Array.from({ length: 60 }, (_, number) => enter({ username: `n${number}`, password: 'x' }))
  const proof = prove(context)(request('prove', { body: { password }, caller }))
  const codes = (await Promise.allSettled(crowd)).map((result) =>
    result.status === 'rejected' ? (result.reason as BinderyError).code : 'in',
  )
  const countOf = (code: string) => codes.filter((given) => given === code).length
  expect(countOf('sign_in_failed') + countOf('too_many_requests')).toBe(60)
  // The proof may be among the fifty who wait.
  expect([9, 10, 11]).toContain(countOf('too_many_requests'))
  await proof
  const gone = {
    ...request('signIn', { body: { username: 'Ada', password }, caller: visitor }),
    signal: AbortSignal.abort(),
  }
  await expect(signIn(context)(gone)).rejects.toEqual(refusal('too_many_requests'))
  const told = await context.store.db
    .selectFrom('audit')
    .select('id')
    .where('outcome', '=', 'refused')
    .execute()
  expect(told).toHaveLength(countOf('sign_in_failed'))
})
