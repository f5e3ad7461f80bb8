import { endpointAccess, type Caller, type EndpointName, type TokenView } from '@bindery/contract'
import { expect, test } from 'vitest'
import { request } from '../../test-context.ts'
import { authenticate } from '../authenticate.ts'
import { authorize } from '../authorize.ts'
import { password, refusal, secretOf } from '../test-access.ts'
import { users } from '../users/test-users.ts'
import { createToken, listTokens, revokeToken } from './token-verbs.ts'

const day = 24 * 60 * 60_000
const all: TokenView['permissions'] = ['look', 'export', 'preview', 'apply', 'decide', 'audit']

async function tokens() {
  const door = await users()
  const { context, ada } = door
  return {
    ...door,
    invite: door.create,
    create: ({ name = 'nightly', permissions = all, expiresInDays = 30 } = {}, caller: Caller = ada) =>
      createToken(context)(request('createToken', { body: { name, permissions, expiresInDays }, caller })),
    bear: (bearer: string, session?: string) =>
      authenticate(context, { bearer, session, address: '192.0.2.9', agent: 'curl' }),
    list: async () => (await listTokens(context)(request('listTokens', { caller: ada }))).items,
    revoke: (id: number, caller: Caller = ada) =>
      revokeToken(context)(request('revokeToken', { params: { id }, caller })),
  }
}

test('a token does what it was made for and nothing else, until it is revoked', async () => {
  const { context, create, bear, list, revoke } = await tokens()
  const { token, secret } = await create({ permissions: ['look', 'preview'] })
  expect(secret).toMatch(/^bindery_[\w-]{43}$/)
  const caller = await bear(secret)
  expect(caller).toMatchObject({
    kind: 'token',
    name: 'nightly (token)',
    tokenId: token.id,
    address: '192.0.2.9',
  })
  expect([...caller.permissions]).toEqual(['look', 'preview'])
  const mayUse = (name: EndpointName) => {
    try {
      authorize(caller, name, context.now())
      return true
    } catch {
      return false
    }
  }
  for (const [name, access] of Object.entries(endpointAccess))
    expect([name, mayUse(name as EndpointName)]).toEqual([
      name,
      ['public', 'look', 'preview'].includes(access),
    ])
  expect(await list()).toMatchObject([
    { state: 'working', lastUsedAddress: '192.0.2.9', madeBy: { username: 'Ada' } },
  ])
  await revoke(token.id)
  await expect(bear(secret)).rejects.toEqual(refusal('signed_out'))
  await expect(revoke(token.id)).rejects.toEqual(refusal('not_found'))
})

test('a token that does not work is not made up for by a cookie', async () => {
  const { context, bear, enter, create } = await tokens()
  const session = secretOf(await enter({ username: 'Ada', password }))
  for (const bearer of ['', 'bindery_wrong', session])
    await expect(bear(bearer, session)).rejects.toEqual(refusal('signed_out'))
  const { secret } = await create()
  expect(await bear(secret, session)).toMatchObject({ kind: 'token', userId: null, sessionId: null })
  const rows = JSON.stringify([
    await context.store.db.selectFrom('api_tokens').selectAll().execute(),
    await context.store.db.selectFrom('audit').selectAll().execute(),
  ])
  expect(rows).not.toContain(secret)
  expect(rows).not.toContain(secret.slice('bindery_'.length))
})

test('a token ends when it said it would', async () => {
  const { create, bear, pass, list } = await tokens()
  const { secret } = await create({ expiresInDays: 1 })
  pass(day - 1)
  await bear(secret)
  pass(1)
  await expect(bear(secret)).rejects.toEqual(refusal('signed_out'))
  expect(await list()).toMatchObject([{ state: 'expired' }])
})

test('a token may never do more than whoever made it, and is gone with them', async () => {
  const { context, create, bear, member, update, remove, invite, enter, list } = await tokens()
  const grace = await member('Grace', 'admin')
  const id = grace.userId ?? 0
  const { secret } = await create({}, grace)
  const rights = async () => [...(await bear(secret)).permissions]
  expect(await rights()).toEqual(all)
  await update(id, { role: 'viewer' })
  expect(await rights()).toEqual(['look', 'export'])
  expect(await list()).toMatchObject([{ allowed: ['look', 'export'], permissions: all }])
  await update(id, { disabled: true })
  await expect(bear(secret)).rejects.toEqual(refusal('signed_out'))
  expect(await list()).toMatchObject([{ state: 'stopped', allowed: [] }])
  await update(id, { disabled: false })
  expect(await rights()).toEqual(['look', 'export'])
  await enter({ username: 'Grace', password })
  const { user: invited } = await invite('Eve', 'viewer')
  await remove(id)
  await remove(invited.id)
  await expect(bear(secret)).rejects.toEqual(refusal('signed_out'))
  expect(await list()).toEqual([])
  for (const table of ['sessions', 'invitations', 'api_tokens'] as const)
    expect(
      await context.store.db
        .selectFrom(table)
        .select('user_id')
        .where('user_id', 'in', [id, invited.id])
        .execute(),
    ).toEqual([])
})

test('tokens are told apart by their names, and make no tokens', async () => {
  const { create, bear } = await tokens()
  const { secret } = await create()
  await expect(create({ name: 'NIGHTLY' })).rejects.toEqual(refusal('name_taken'))
  await expect(create({ name: 'second' }, await bear(secret))).rejects.toEqual(refusal('forbidden'))
})

test('use is noted once a minute', async () => {
  const { create, bear, pass, list } = await tokens()
  const { secret } = await create()
  await bear(secret)
  const usedAt = async () => (await list())[0]?.lastUsedAt
  const first = await usedAt()
  pass(60_000)
  await bear(secret)
  expect(await usedAt()).toBe(first)
  pass(1)
  await bear(secret)
  expect(await usedAt()).not.toBe(first)
})

test('a token of somebody from elsewhere stops a month after they last signed in', async () => {
  const { context, ada, create, bear, list, pass } = await tokens()
  const { secret } = await create({ expiresInDays: 300 })
  const from = (origin: string) =>
    context.store.db
      .updateTable('users')
      .set({ origin })
      .where('id', '=', ada.userId ?? 0)
      .execute()
  pass(31 * day)
  expect((await bear(secret)).permissions.size).toBe(all.length)
  await from('oidc')
  expect((await bear(secret)).permissions.size).toBe(0)
  expect(await list()).toMatchObject([{ state: 'stopped', allowed: [] }])
  const signedIn = { signed_in_at: context.now().toISOString() }
  await context.store.db
    .updateTable('users')
    .set(signedIn)
    .where('id', '=', ada.userId ?? 0)
    .execute()
  expect((await bear(secret)).permissions.size).toBe(all.length)
})
