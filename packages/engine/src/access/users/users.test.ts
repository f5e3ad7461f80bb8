import type { Caller } from '@bindery/contract'
import { expect, test } from 'vitest'
import { request } from '../../test-context.ts'
import { insertUser } from '../insert-user.ts'
import { password, refusal, secretOf } from '../test-access.ts'
import { listUsers } from './list-users.ts'
import { users } from './test-users.ts'
import { endUserSessions, listUserSessions } from './user-sessions.ts'

const hour = 60 * 60_000
const other = 'tundra kettle orbit fig'
const idOf = ({ userId }: Caller) => userId ?? 0

test('who was invited chooses a password, once, and is in', async () => {
  const { context, create, accept, enter, who } = await users()
  const { user, invitation } = await create('Grace', 'operator')
  expect(user).toMatchObject({ username: 'Grace', role: 'operator', hasPassword: false, isLastAdmin: false })
  expect(user.invitedUntil).toBe(invitation.expiresAt)
  await expect(enter({ username: 'Grace', password })).rejects.toEqual(refusal('sign_in_failed'))
  await expect(accept({ token: invitation.token, password: 'GraceGraceGrace' })).rejects.toEqual(
    refusal('invalid_request'),
  )
  const accepted = await accept({ token: invitation.token, password })
  expect(await who(secretOf(accepted))).toMatchObject({ name: 'Grace', role: 'operator' })
  await expect(accept({ token: invitation.token, password: other })).rejects.toEqual(refusal('link_over'))
  expect((await enter({ username: 'grace', password })).body.username).toBe('Grace')
  const rows = JSON.stringify(await context.store.db.selectFrom('audit').selectAll().execute())
  for (const secret of [invitation.token, password]) expect(rows).not.toContain(secret)
})

test('two who use one link at once: one is in', async () => {
  const { create, accept } = await users()
  const { token } = (await create('Grace', 'viewer')).invitation
  const both = await Promise.allSettled([accept({ token, password }), accept({ token, password: other })])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('an invitation ends after 72 hours, by the next one, and while its user is disabled', async () => {
  const { create, accept, pass, update, inviteAgain, enter, callerOf } = await users()
  const first = await create('Grace', 'viewer')
  const next = await inviteAgain(first.user.id)
  await expect(accept({ token: first.invitation.token, password })).rejects.toEqual(refusal('link_over'))
  await update(first.user.id, { disabled: true })
  await expect(accept({ token: next.invitation.token, password })).rejects.toEqual(refusal('link_over'))
  await expect(inviteAgain(first.user.id)).rejects.toEqual(refusal('invalid_request'))
  await update(first.user.id, { disabled: false })
  pass(72 * hour)
  await expect(accept({ token: next.invitation.token, password })).rejects.toEqual(refusal('link_over'))
  const ada = await callerOf({ username: 'ada', password })
  const last = await inviteAgain(first.user.id, false, ada)
  pass(72 * hour - 1)
  await accept({ token: last.invitation.token, password })
  await enter({ username: 'Grace', password })
})

test('a reset ends the password and the sessions at once', async () => {
  const { member, inviteAgain, who, enter, accept } = await users()
  const grace = await member('Grace', 'operator')
  const secret = secretOf(await enter({ username: 'Grace', password }))
  const { invitation, user } = await inviteAgain(idOf(grace))
  expect(user).toMatchObject({ hasPassword: false, sessions: 0 })
  expect((await who(secret)).kind).toBe('nobody')
  await expect(enter({ username: 'Grace', password })).rejects.toEqual(refusal('sign_in_failed'))
  await accept({ token: invitation.token, password: other })
  await enter({ username: 'Grace', password: other })
})

test.each(['reset', 'disabled', 'deleted'] as const)(
  'a sign-in that is under way while the user is %s opens no session',
  async (how) => {
    const { context, member, update, remove, inviteAgain, enter } = await users()
    const { db } = context.store
    const id = idOf(await member('Grace', 'operator'))
    const entering = Promise.allSettled([enter({ username: 'Grace', password })])
    // Until the sign-in has read what it compares the password with.
    for (let reads = 0; reads < 5; reads += 1) await db.selectFrom('users').select('id').execute()
    if (how === 'reset') await inviteAgain(id)
    if (how === 'disabled') await update(id, { disabled: true })
    if (how === 'deleted') await remove(id)
    expect(await entering).toMatchObject([{ status: 'rejected', reason: { code: 'sign_in_failed' } }])
    const sessions = await db.selectFrom('sessions').select('id').where('user_id', '=', id).execute()
    expect(sessions).toEqual([])
  },
)

test('another role, being disabled and being deleted each end the sessions at once; another display name does not', async () => {
  const { member, update, remove, who, enter } = await users()
  const grace = await member('Grace', 'operator')
  const enterAgain = async () => secretOf(await enter({ username: 'Grace', password }))
  const secret = await enterAgain()
  await update(idOf(grace), { displayName: 'Grace Hopper' })
  expect((await who(secret)).kind).toBe('user')
  await update(idOf(grace), { role: 'viewer' })
  expect((await who(secret)).kind).toBe('nobody')
  const second = await enterAgain()
  await update(idOf(grace), { disabled: true })
  await update(idOf(grace), { disabled: false })
  expect((await who(second)).kind).toBe('nobody')
  const third = await enterAgain()
  await remove(idOf(grace))
  expect((await who(third)).kind).toBe('nobody')
  await expect(enterAgain()).rejects.toEqual(refusal('sign_in_failed'))
})

test('an id is never given twice: whoever was let in as a user who is gone is not taken for the next', async () => {
  const { create, remove } = await users()
  const gone = await create('Grace', 'viewer')
  await remove(gone.user.id)
  expect((await create('Grace', 'viewer')).user.id).toBeGreaterThan(gone.user.id)
})

test('the last admin with a password stays: not demoted, disabled, deleted or reset, and an invited one does not count', async () => {
  const { ada, create, accept, update, remove, inviteAgain, get, context } = await users()
  const id = idOf(ada)
  const invited = await create('Grace', 'admin')
  await insertUser(
    context.store.db,
    { username: 'Oidc', displayName: '', role: 'admin', origin: 'oidc', externalId: 'x', passwordHash: null },
    context.now(),
  )
  const attempts = () => [
    () => update(id, { role: 'operator' }),
    () => update(id, { disabled: true }),
    () => remove(id),
    () => inviteAgain(id),
  ]
  expect((await get(id)).isLastAdmin).toBe(true)
  for (const attempt of attempts()) await expect(attempt()).rejects.toEqual(refusal('last_admin'))
  await update(id, { displayName: 'Ada Lovelace' })
  await accept({ token: invited.invitation.token, password })
  expect((await get(id)).isLastAdmin).toBe(false)
  await update(id, { role: 'operator' })
  expect((await get(invited.user.id)).isLastAdmin).toBe(true)
})

test('two admins who demote, or delete, each other at the same time: one admin is left', async () => {
  for (const how of ['demote', 'delete'] as const) {
    const { ada, member, update, remove, context } = await users()
    const grace = await member('Grace', 'admin')
    const act = (target: Caller, by: Caller) =>
      how === 'delete' ? remove(idOf(target), by) : update(idOf(target), { role: 'viewer' }, { caller: by })
    const both = await Promise.allSettled([act(grace, ada), act(ada, grace)])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const admins = await context.store.db
      .selectFrom('users')
      .select('id')
      .where('role', '=', 'admin')
      .execute()
    expect(admins).toHaveLength(1)
  }
})

test('whoever is demoted while their request is under way changes nothing: they cannot raise themselves again', async () => {
  const { member, update, get } = await users()
  const grace = await member('Grace', 'admin')
  await update(idOf(grace), { role: 'viewer' })
  const raise = update(idOf(grace), { role: 'admin' }, { caller: grace })
  await expect(raise).rejects.toEqual(refusal('signed_out'))
  expect((await get(idOf(grace))).role).toBe('viewer')
})

test('nobody gives a role above their own', async () => {
  const { member, create, update } = await users()
  const grace = await member('Grace', 'operator')
  const own = update(idOf(grace), { role: 'admin' }, { caller: grace })
  await expect(own).rejects.toEqual(refusal('forbidden'))
  await expect(create('Eve', 'admin', grace)).rejects.toEqual(refusal('forbidden'))
  await create('Eve', 'operator', grace)
})

test('name and role of whoever signs in elsewhere are not changed here; they can be disabled', async () => {
  const { context, update, inviteAgain } = await users()
  const elsewhere = {
    username: 'Eve',
    displayName: 'Eve',
    role: 'viewer',
    externalId: 'x',
    passwordHash: null,
  } as const
  const { id } = await insertUser(context.store.db, { ...elsewhere, origin: 'directory' }, context.now())
  for (const body of [{ role: 'admin' }, { displayName: 'Adam' }] as const)
    await expect(update(id, body)).rejects.toEqual(refusal('invalid_request'))
  await expect(inviteAgain(id)).rejects.toEqual(refusal('invalid_request'))
  expect(await update(id, { role: 'viewer', disabled: true })).toMatchObject({
    disabled: true,
    role: 'viewer',
  })
})

test('a taken name and an old version are refused', async () => {
  const { create, update } = await users()
  const { user } = await create('Grace', 'viewer')
  await expect(create(' GRACE ', 'viewer')).rejects.toEqual(refusal('name_taken'))
  await update(user.id, { displayName: 'G' })
  const old = update(user.id, { displayName: 'H' }, { version: user.version })
  await expect(old).rejects.toEqual(refusal('version_conflict'))
})

test('users are listed by name, a page at a time, and found by words', async () => {
  const { context, create } = await users()
  for (const name of ['grace', 'Bob', 'eve_', 'evex']) await create(name, 'viewer')
  const list = (query: { text?: string; after?: string; limit: number }) =>
    listUsers(context)(request('listUsers', { query }))
  const names = ({ items }: Awaited<ReturnType<typeof list>>) => items.map(({ username }) => username)
  const first = await list({ limit: 3 })
  expect([names(first), first.total]).toEqual([['Ada', 'Bob', 'eve_'], 5])
  const rest = await list({ limit: 3, after: first.next ?? '' })
  expect([names(rest), rest.next]).toEqual([['evex', 'grace'], null])
  expect(names(await list({ limit: 3, text: 'E_' }))).toEqual(['eve_'])
  await expect(list({ limit: 3, after: '999' })).rejects.toEqual(refusal('invalid_request'))
})

test('an admin sees the sessions of a user and ends them all', async () => {
  const { context, ada, member, enter, get } = await users()
  const grace = await member('Grace', 'viewer')
  await enter({ username: 'Grace', password })
  const asked = { params: { id: idOf(grace) }, caller: ada }
  const { items } = await listUserSessions(context)(request('listUserSessions', asked))
  expect(items.map(({ current }) => current)).toEqual([false, false])
  expect((await get(idOf(grace))).sessions).toBe(2)
  expect(await endUserSessions(context)(request('endUserSessions', asked))).toEqual({ ended: 2 })
  expect((await get(idOf(grace))).sessions).toBe(0)
})

test('the audit log tells of links and codes that let nobody in', async () => {
  const { context, accept } = await users()
  await expect(accept({ token: 'guess', password })).rejects.toEqual(refusal('link_over'))
  const rows = await context.store.db
    .selectFrom('audit')
    .select(['action', 'actor_kind', 'address', 'details'])
    .where('outcome', '=', 'refused')
    .execute()
  expect(rows).toMatchObject([
    { action: 'user.invitation_accepted', actor_kind: 'nobody', address: '192.0.2.7' },
  ])
  expect(JSON.stringify(rows)).not.toContain('guess')
})

test('the audit log tells of each change, and of no secret', async () => {
  const { context, create, accept, update, remove, inviteAgain } = await users()
  const { user, invitation } = await create('Grace', 'operator')
  await accept({ token: invitation.token, password })
  await update(user.id, { role: 'viewer' })
  await inviteAgain(user.id)
  await remove(user.id)
  const rows = await context.store.db
    .selectFrom('audit')
    .select(['actor', 'action', 'details'])
    .where('subject_label', '=', 'Grace')
    .orderBy('id')
    .execute()
  expect(rows.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
    'Ada user.created',
    'Grace user.invitation_accepted',
    'Ada user.changed',
    'Ada user.invited',
    'Ada user.deleted',
  ])
  expect(JSON.parse(rows[2]?.details ?? '')).toEqual({
    before: { role: 'operator' },
    after: { role: 'viewer' },
  })
})
