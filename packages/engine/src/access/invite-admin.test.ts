import { DataError } from '@bindery/store'
import { expect, test } from 'vitest'
import { request, temporaryDataDir } from '../test-context.ts'
import { dataAt } from '../test-data.ts'
import { openData } from '../secrets/open-data.ts'
import { openEngine } from '../open-engine.ts'
import type { AccessContext } from './access-context.ts'
import { insertLocalUser, insertUser } from './insert-user.ts'
import { inviteAdmin } from './invite-admin.ts'
import { createSetUpToken } from './create-set-up-token.ts'
import { getSession } from './get-session.ts'
import { hashPassword } from './hash-password.ts'
import { signIn } from './sign-in.ts'
import { password, refusal, visitor } from './test-access.ts'
import { acceptInvitation } from './users/accept-invitation.ts'

const other = 'tundra kettle orbit fig'
const at = new Date('2026-03-01T12:00:00.000Z')
const now = () => at

/** Data, closed, with what `fill` puts there; and a way to look into it again. */
async function closedData(fill: (context: AccessContext) => Promise<void> = async () => {}) {
  const dataDir = temporaryDataDir()
  const place = await dataAt(dataDir)
  const within = async <Result>(work: (context: AccessContext) => Promise<Result>): Promise<Result> => {
    const open = await openData(place)
    try {
      const setUpToken = await createSetUpToken(open.store)
      return await work({ ...open, dataDir, allowNetworks: [], now, setUpToken })
    } finally {
      await open.store.close()
    }
  }
  await within(fill)
  return { place, within }
}

const add = (
  context: AccessContext,
  username: string,
  role: 'admin' | 'viewer',
  passwordHash: string | null = null,
) => insertLocalUser(context.store.db, { username, displayName: '', role, passwordHash }, at)

const accept = (context: AccessContext, token: string) =>
  acceptInvitation(context)(
    request('acceptInvitation', { body: { token, password: other }, caller: visitor }),
  )
const enter = (context: AccessContext, username: string, given: string) =>
  signIn(context)(request('signIn', { body: { username, password: given }, caller: visitor }))

test('the one admin gets in again, without the app that was lost; the old password works until then', async () => {
  const { place, within } = await closedData(async (context) => {
    const { id } = await add(context, 'Ada', 'admin', await hashPassword(password))
    const app = { totp_sealed: 'lost', totp_confirmed_at: at.toISOString(), recovery_codes: '[]' }
    await context.store.db.updateTable('users').set(app).where('id', '=', id).execute()
  })
  const { username, token } = await inviteAdmin(place, undefined, now)
  expect(username).toBe('Ada')
  await within(async (context) => {
    await expect(enter(context, 'Ada', password)).rejects.toEqual(refusal('code_required'))
    expect((await accept(context, token)).body).toMatchObject({ role: 'admin', hasTotp: false })
    await enter(context, 'Ada', other)
    const entry = await context.store.db
      .selectFrom('audit')
      .select(['actor_kind', 'subject_label'])
      .where('action', '=', 'user.invited')
      .executeTakeFirst()
    expect(entry).toEqual({ actor_kind: 'system', subject_label: 'Ada' })
  })
})

test('a viewer who is named becomes an admin, also a disabled one; a name that nobody has, a new one', async () => {
  const { place, within } = await closedData(async (context) => {
    const { id } = await add(context, 'Grace', 'viewer')
    await context.store.db.updateTable('users').set({ disabled: 1 }).where('id', '=', id).execute()
  })
  const known = [
    ['grace', 'disabled'],
    ['Eve', null],
    ['eve', 'admin'],
  ] as const
  for (const [name, before] of known) {
    const { token, was } = await inviteAdmin(place, name, now)
    expect(was).toBe(before)
    expect((await within((context) => accept(context, token))).body).toMatchObject({ role: 'admin' })
  }
})

test('without anybody the new admin is called admin, and ends the set-up link', async () => {
  const { place, within } = await closedData()
  const { username, token } = await inviteAdmin(place, undefined, now)
  expect(username).toBe('admin')
  await within(async (context) => {
    const needsSetUp = async () =>
      (await getSession(context)(request('getSession', { caller: visitor }))).needsSetUp
    expect(await needsSetUp()).toBe(true)
    await accept(context, token)
    expect(await needsSetUp()).toBe(false)
  })
})

test.each([
  ['several admins and no name', undefined, 'There are several admins: Ada, Grace. Say which'],
  ['somebody who signs in elsewhere', 'eve', 'Eve signs in elsewhere'],
  ['a name that is none', 'a\u0007b', 'is not a username'],
])('is refused, and nothing changed, for %s', async (_why, name, words) => {
  const { place, within } = await closedData(async (context) => {
    await add(context, 'Ada', 'admin')
    await add(context, 'Grace', 'admin')
    const eve = {
      username: 'Eve',
      displayName: '',
      role: 'admin',
      externalId: 'x',
      passwordHash: null,
    } as const
    await insertUser(context.store.db, { ...eve, origin: 'oidc' }, at)
  })
  const error: unknown = await inviteAdmin(place, name, now).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(DataError)
  expect(error).toMatchObject({ message: expect.stringContaining(words) as string })
  const made = await within(({ store }) => store.db.selectFrom('invitations').selectAll().execute())
  expect(made).toEqual([])
})

test('is refused while a Bindery uses the data, and where there is none', async () => {
  const { place } = await closedData()
  const engine = await openEngine({ ...place, allowNetworks: [] })
  try {
    await expect(inviteAdmin(place, undefined, now)).rejects.toThrow('Stop it first')
  } finally {
    await engine.close()
  }
  if (place.databaseUrl === undefined)
    await expect(inviteAdmin({ dataDir: temporaryDataDir() }, undefined, now)).rejects.toThrow(
      'There is no data in',
    )
})
