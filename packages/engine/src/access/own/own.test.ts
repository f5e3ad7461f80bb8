import type { Caller } from '@bindery/contract'
import { Secret, TOTP } from 'otpauth'
import { expect, test } from 'vitest'
import { request } from '../../test-context.ts'
import { getSession } from '../get-session.ts'
import { insertUser } from '../insert-user.ts'
import { openSession } from '../open-session.ts'
import { prove } from '../prove.ts'
import { access, minutes, password, refusal, secretOf } from '../test-access.ts'
import { users } from '../users/test-users.ts'
import { changePassword } from './change-password.ts'
import { beginTotp, confirmTotp, removeTotp, renewRecoveryCodes } from './totp-verbs.ts'
import { totpStep } from './totp.ts'

const other = 'tundra kettle orbit fig'
const halfMinute = 30_000

/** Ada with an authenticator app, and the codes that it shows. */
async function withApp() {
  const door = await users()
  const { context, ada, pass } = door
  const { secret, uri } = await beginTotp(context)(request('beginTotp', { caller: ada }))
  const app = new TOTP({ secret })
  const code = (steps = 0) => app.generate({ timestamp: context.now().getTime() + steps * halfMinute })
  const confirm = (given: string) =>
    confirmTotp(context)(request('confirmTotp', { body: { code: given }, caller: ada }))
  const { recoveryCodes } = await confirm(code())
  pass(halfMinute)
  return { ...door, secret, uri, code, confirm, recoveryCodes, app }
}

const wrongCode = (code: string) => (code === '000000' ? '111111' : '000000')
const signedIn = async (context: Parameters<typeof getSession>[0], caller: Caller) =>
  (await getSession(context)(request('getSession', { caller }))).signedIn

test('codes are those of RFC 6238, one step before and after now included', () => {
  const secret = Secret.fromLatin1('12345678901234567890').base32
  // Appendix B, the last six of its eight digits.
  const instants = { 59: '287082', 1111111109: '081804', 1111111111: '050471', 20000000000: '353130' }
  for (const [seconds, code] of Object.entries(instants)) {
    const step = Math.floor(Number(seconds) / 30)
    const at = (steps: number) => new Date((step + steps) * halfMinute)
    for (const steps of [-1, 0, 1]) expect(totpStep(secret, code, at(steps))).toBe(step)
    for (const steps of [-2, 2]) expect(totpStep(secret, code, at(steps))).toBeNull()
  }
})

test('nothing asks for codes before one was confirmed; then the password alone is not enough', async () => {
  const { context, ada, enter, who, pass } = await users()
  const { secret, uri } = await beginTotp(context)(request('beginTotp', { caller: ada }))
  expect(uri).toBe(
    `otpauth://totp/Bindery:Ada?issuer=Bindery&secret=${secret}&algorithm=SHA1&digits=6&period=30`,
  )
  await enter({ username: 'Ada', password })
  const confirm = (code: string) =>
    confirmTotp(context)(request('confirmTotp', { body: { code }, caller: ada }))
  const code = () => new TOTP({ secret }).generate({ timestamp: context.now().getTime() })
  await expect(confirm(wrongCode(code()))).rejects.toEqual(refusal('invalid_request'))
  expect(await signedIn(context, ada)).toMatchObject({ hasTotp: false, recoveryCodesLeft: 0 })
  expect((await confirm(code())).recoveryCodes).toHaveLength(10)
  expect(await signedIn(context, ada)).toMatchObject({ hasTotp: true, recoveryCodesLeft: 10 })
  await expect(enter({ username: 'Ada', password })).rejects.toEqual(refusal('code_required'))
  await expect(enter({ username: 'Ada', password: 'x' })).rejects.toEqual(refusal('sign_in_failed'))
  await expect(enter({ username: 'Ada', password: 'x', code: code() })).rejects.toEqual(
    refusal('sign_in_failed'),
  )
  pass(halfMinute)
  const entered = await enter({ username: 'Ada', password, code: `${code().slice(0, 3)} ${code().slice(3)}` })
  expect((await who(secretOf(entered))).name).toBe('Ada')
})

test('a code works once, and so does none before it; also when two use it at once', async () => {
  const { enter, code, pass } = await withApp()
  const use = (given: string) => enter({ username: 'Ada', password, code: given })
  const both = await Promise.allSettled([use(code()), use(code())])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  await expect(use(code(-1))).rejects.toEqual(refusal('sign_in_failed'))
  await use(code(1))
  pass(halfMinute)
  await expect(use(code())).rejects.toEqual(refusal('sign_in_failed'))
})

test('a wrong code counts like a wrong password, whether or not the password is shown in between', async () => {
  const { enter, code, pass } = await withApp()
  const attempt = (given?: string) => enter({ username: 'Ada', password, code: given })
  for (let failures = 0; failures < 5; failures += 1) {
    await expect(attempt()).rejects.toEqual(refusal('code_required'))
    await expect(attempt(wrongCode(code()))).rejects.toMatchObject({
      code: 'sign_in_failed',
      errors: [{ path: ['code'] }],
    })
  }
  await expect(attempt(code())).rejects.toEqual(refusal('locked'))
  await expect(attempt()).rejects.toEqual(refusal('locked'))
  pass(halfMinute + 1)
  await attempt(code())
})

test('many guesses at once are no more than some in a row', async () => {
  const { enter, code } = await withApp()
  const guess = () => enter({ username: 'Ada', password, code: wrongCode(code()) })
  const all = await Promise.allSettled(Array.from({ length: 12 }, guess))
  const codes = all.map((result) =>
    result.status === 'rejected' ? (result.reason as { code: string }).code : '',
  )
  expect(codes.filter((given) => given === 'sign_in_failed')).toHaveLength(5)
  expect(codes.filter((given) => given === 'locked')).toHaveLength(7)
})

test('whoever comes in with the app is not told of a recovery code', async () => {
  const { enter, code } = await withApp()
  const { body } = await enter({ username: 'Ada', password, code: code() })
  expect(body).toMatchObject({ byRecoveryCode: false, recoveryCodesLeft: 10 })
})

test('a recovery code takes the place of a code once, however it is typed', async () => {
  const { context, ada, enter, recoveryCodes } = await withApp()
  const [first = '', second = ''] = recoveryCodes
  expect(first).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/)
  expect(new Set(recoveryCodes).size).toBe(10)
  const { body } = await enter({ username: 'Ada', password, code: first })
  expect(body).toMatchObject({ byRecoveryCode: true, recoveryCodesLeft: 9 })
  await expect(enter({ username: 'Ada', password, code: first })).rejects.toEqual(refusal('sign_in_failed'))
  await enter({ username: 'Ada', password, code: second.toUpperCase().replaceAll('-', ' ') })
  expect(await signedIn(context, ada)).toMatchObject({ recoveryCodesLeft: 8 })
  const renewed = await renewRecoveryCodes(context)(request('renewRecoveryCodes', { caller: ada }))
  const [, , third = ''] = recoveryCodes
  await expect(enter({ username: 'Ada', password, code: third })).rejects.toEqual(refusal('sign_in_failed'))
  await enter({ username: 'Ada', password, code: renewed.recoveryCodes[0] })
})

test('neither the secret of the app nor a recovery code is in the database', async () => {
  const { context, secret, recoveryCodes } = await withApp()
  const { db } = context.store
  const rows = JSON.stringify([
    await db.selectFrom('users').selectAll().execute(),
    await db.selectFrom('audit').selectAll().execute(),
  ])
  for (const text of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))])
    expect(rows).not.toContain(text)
})

test('the sealed secret of one user makes no codes of another', async () => {
  const { context, ada, member, enter, app } = await withApp()
  const grace = await member('Grace', 'operator')
  const { db } = context.store
  const row = await db
    .selectFrom('users')
    .select(['totp_sealed', 'totp_confirmed_at'])
    .where('id', '=', ada.userId ?? 0)
    .executeTakeFirstOrThrow()
  await db
    .updateTable('users')
    .set(row)
    .where('id', '=', grace.userId ?? 0)
    .execute()
  const code = app.generate({ timestamp: context.now().getTime() })
  await expect(enter({ username: 'Grace', password, code })).rejects.toEqual(refusal('sign_in_failed'))
})

test('a code shows again who one is; without an app, or before one was confirmed, none does', async () => {
  const { context, ada, code, member } = await withApp()
  const show = (caller: Caller, body: { code?: string; password?: string }) =>
    prove(context)(request('prove', { body, caller }))
  await expect(show(ada, { code: wrongCode(code()) })).rejects.toEqual(refusal('sign_in_failed'))
  secretOf(await show(ada, { code: code() }))
  await expect(show(ada, { code: code() })).rejects.toEqual(refusal('sign_in_failed'))
  const grace = await member('Grace', 'operator')
  await expect(show(grace, { code: '123456' })).rejects.toEqual(refusal('sign_in_failed'))
  const { secret } = await beginTotp(context)(request('beginTotp', { caller: grace }))
  const unconfirmed = new TOTP({ secret }).generate({ timestamp: context.now().getTime() })
  await expect(show(grace, { code: unconfirmed })).rejects.toEqual(refusal('sign_in_failed'))
})

test('an app that is removed is asked for no more, and a second is not set up beside the first', async () => {
  const { context, ada, enter, confirm, code } = await withApp()
  const begin = () => beginTotp(context)(request('beginTotp', { caller: ada }))
  await expect(begin()).rejects.toEqual(refusal('invalid_request'))
  await expect(confirm(code())).rejects.toEqual(refusal('invalid_request'))
  const remove = () => removeTotp(context)(request('removeTotp', { caller: ada }))
  await remove()
  await enter({ username: 'Ada', password })
  await expect(remove()).rejects.toEqual(refusal('invalid_request'))
  const renew = renewRecoveryCodes(context)(request('renewRecoveryCodes', { caller: ada }))
  await expect(renew).rejects.toEqual(refusal('invalid_request'))
  await begin()
})

test('after a reset the app is still asked for, unless the reset takes it away', async () => {
  const { context, ada, member, inviteAgain, accept, code, get, pass } = await withApp()
  const grace = await member('Grace', 'admin')
  const id = ada.userId ?? 0
  const kept = await inviteAgain(id, false, grace)
  const attempt = { token: kept.invitation.token, password: other }
  await expect(accept(attempt)).rejects.toEqual(refusal('code_required'))
  await expect(accept({ ...attempt, code: wrongCode(code()) })).rejects.toEqual(refusal('sign_in_failed'))
  const refused = await context.store.db
    .selectFrom('audit')
    .select(['action', 'subject_label'])
    .where('outcome', '=', 'refused')
    .execute()
  expect(refused).toEqual([{ action: 'user.invitation_accepted', subject_label: 'Ada' }])
  await accept({ ...attempt, code: code() })
  pass(halfMinute)
  const taken = await inviteAgain(id, true, grace)
  expect((await get(id)).hasTotp).toBe(true)
  const again = await accept({ token: taken.invitation.token, password: other })
  expect(again.body).toMatchObject({ hasTotp: false, recoveryCodesLeft: 0 })
})

test('whoever chooses another password by a link, with a recovery code, is told of it', async () => {
  const { ada, member, inviteAgain, accept, recoveryCodes } = await withApp()
  const { invitation } = await inviteAgain(ada.userId ?? 0, false, await member('Grace', 'admin'))
  const [code = ''] = recoveryCodes
  const { body } = await accept({ token: invitation.token, password: other, code })
  expect(body).toMatchObject({ byRecoveryCode: true, recoveryCodesLeft: 9 })
})

test('another password ends the other sessions, and this one goes on under another secret', async () => {
  const { context, make, who, enter } = await access()
  const before = secretOf(await make())
  const elsewhere = secretOf(await enter({ username: 'Ada', password }))
  const change = async (current: string, next: string) =>
    changePassword(context)(
      request('changePassword', { body: { current, password: next }, caller: await who(before) }),
    )
  await expect(change('not it', other)).rejects.toMatchObject({
    code: 'sign_in_failed',
    errors: [{ path: ['current'] }],
  })
  await expect(change(password, 'short')).rejects.toEqual(refusal('invalid_request'))
  const secret = secretOf(await change(password, other))
  expect((await who(secret)).name).toBe('Ada')
  for (const ended of [before, elsewhere]) expect((await who(ended)).kind).toBe('nobody')
  await expect(enter({ username: 'Ada', password })).rejects.toEqual(refusal('sign_in_failed'))
  await enter({ username: 'Ada', password: other })
})

test('guessing the password at its change makes the user wait', async () => {
  const { context, ada, pass, enter } = await users()
  const guess = (current: string) =>
    changePassword(context)(request('changePassword', { body: { current, password: other }, caller: ada }))
  for (let failures = 0; failures < 5; failures += 1)
    await expect(guess('not it')).rejects.toEqual(refusal('sign_in_failed'))
  await expect(guess(password)).rejects.toEqual(refusal('locked'))
  const refusals = await context.store.db
    .selectFrom('audit')
    .select(['actor', 'subject_label'])
    .where('action', '=', 'password.changed')
    .where('outcome', '=', 'refused')
    .execute()
  expect(refusals).toEqual(Array.from({ length: 6 }, () => ({ actor: 'Ada', subject_label: 'Ada' })))
  await expect(enter({ username: 'Ada', password })).rejects.toEqual(refusal('locked'))
  pass(minutes(1))
  await guess(password)
})

test.each(['directory', 'oidc'] as const)(
  'whoever signs in by %s has password and app there',
  async (origin) => {
    const { context, who } = await users()
    const { db } = context.store
    const elsewhere = {
      username: 'Eve',
      displayName: '',
      role: 'viewer',
      externalId: 'x',
      passwordHash: null,
    } as const
    const { id } = await insertUser(db, { ...elsewhere, origin }, context.now())
    const { secret } = await openSession(db, id, { at: context.now(), address: '', agent: '' })
    const caller = await who(secret)
    await expect(beginTotp(context)(request('beginTotp', { caller }))).rejects.toEqual(refusal('forbidden'))
    const body = { current: password, password: other }
    await expect(changePassword(context)(request('changePassword', { body, caller }))).rejects.toEqual(
      refusal('forbidden'),
    )
  },
)
