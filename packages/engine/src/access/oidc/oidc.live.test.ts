import type { SignInSettings } from '@bindery/contract'
import { startOidcProvider, type OidcProvider } from '@bindery/testbed'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { request } from '../../test-context.ts'
import { getSignInSettings } from '../settings/get-sign-in-settings.ts'
import { createProviders } from './provider.ts'
import { startOidc } from './start-oidc.ts'
import { binderyWith, createBrowser, origin, people, problem, secretOf } from './test-oidc.ts'

let provider: OidcProvider
beforeAll(async () => {
  provider = await startOidcProvider({ redirectUris: [`${origin}/api/sign-in/oidc/callback`], people })
})
afterAll(() => provider?.stop())

const bindery = (tweak?: (oidc: SignInSettings['oidc']) => void) => binderyWith(provider, tweak)

test('whoever the provider signs in comes in, with the highest role that the claim gives', async () => {
  const { signIn, who, users } = await bindery()
  const answer = await signIn('ada')
  expect(answer).toMatchObject({ location: '/runs', attempt: 'ended' })
  expect(await who(answer)).toMatchObject({ name: 'ada', role: 'admin', kind: 'user' })
  expect(await users()).toMatchObject([
    {
      origin: 'oidc',
      external_id: JSON.stringify([provider.issuer, 'ada']),
      display_name: 'Ada Lovelace',
      password_hash: null,
    },
  ])
})

test('what goes to the provider is a code flow with PKCE, state and nonce, and the database keeps none of it', async () => {
  const { start, context } = await bindery()
  const begun = await start()
  const asked = Object.fromEntries(new URL(begun.location).searchParams)
  expect(asked).toEqual({
    client_id: provider.clientId,
    response_type: 'code',
    redirect_uri: `${origin}/api/sign-in/oidc/callback`,
    scope: 'openid profile email',
    code_challenge_method: 'S256',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
    state: expect.stringMatching(/^[\w-]{43}$/) as string,
    nonce: expect.stringMatching(/^[\w-]{43}$/) as string,
  })
  const rows = JSON.stringify(await context.store.db.selectFrom('oidc_attempts').selectAll().execute())
  for (const text of [secretOf(begun), asked['state'], asked['nonce']]) expect(rows).not.toContain(text)
})

test('signing in ends the session that the browser had before, whose cookie does not come along from the provider', async () => {
  const { signIn, start, callback, who } = await bindery()
  const elsewhere = await signIn('ada')
  const before = await signIn('ada')
  const begun = await start(await who(before))
  const after = await callback(await createBrowser().signIn(begun.location, 'other'), secretOf(begun))
  expect((await who(before)).kind).toBe('nobody')
  expect((await who(after)).name).toBe('other')
  expect((await who(elsewhere)).name).toBe('ada')
})

test('where the cookie comes along, what it opened meanwhile is ended', async () => {
  const { signIn, start, callback, who } = await bindery()
  const begun = await start()
  const meanwhile = await signIn('ada')
  const url = await createBrowser().signIn(begun.location, 'other')
  await callback(url, secretOf(begun), await who(meanwhile))
  expect((await who(meanwhile)).kind).toBe('nobody')
})

test('whoever is not let in keeps the session that they had', async () => {
  const { signIn, start, callback, who } = await bindery()
  const before = await signIn('ada')
  const begun = await start(await who(before))
  const url = await createBrowser().signIn(begun.location, 'eve')
  expect(await callback(url, secretOf(begun))).toMatchObject(problem('no_role'))
  expect((await who(before)).name).toBe('ada')
})

test('a second sign-in is the same user, with the name and the role of that day', async () => {
  const { signIn, users, settings, save } = await bindery()
  await signIn('ada')
  settings.oidc.values = [{ value: 'staff', role: 'operator' }]
  await save({ keep: true }, 1)
  await signIn('ada')
  expect(await users()).toMatchObject([{ username: 'ada', role: 'operator' }])
})

test('an answer with another state, to another browser, late or again is refused', async () => {
  const { start, callback, wait, users } = await bindery()
  const begun = await start()
  const url = await createBrowser().signIn(begun.location, 'ada')
  const forged = new URL(url)
  forged.searchParams.set('state', 'another')
  expect(await callback(url, undefined)).toMatchObject(problem('over'))
  expect(await callback(url, 'of another browser')).toMatchObject(problem('over'))
  expect(await callback(url, secretOf(await start()))).toMatchObject(problem('invalid'))
  expect(await callback(forged, secretOf(begun))).toMatchObject(problem('invalid'))
  // It was used up by the forged answer.
  expect(await callback(url, secretOf(begun))).toMatchObject(problem('over'))
  const slow = await start()
  const late = await createBrowser().signIn(slow.location, 'ada')
  wait(10 * 60_000)
  expect(await callback(late, secretOf(slow))).toMatchObject(problem('over'))
  expect(await users()).toEqual([])
})

test('a callback is taken up once', async () => {
  const { start, callback, users } = await bindery()
  const begun = await start()
  const url = await createBrowser().signIn(begun.location, 'ada')
  expect(await callback(url, secretOf(begun))).toMatchObject({ location: '/runs' })
  expect(await callback(url, secretOf(begun))).toMatchObject(problem('over'))
  expect(await users()).toHaveLength(1)
})

test('a token for another nonce, and a code that is not the provider’s, are refused', async () => {
  const { start, callback, users } = await bindery()
  const begun = await start()
  const altered = new URL(begun.location)
  altered.searchParams.set('nonce', 'of-somebody-else')
  const url = await createBrowser().signIn(altered.href, 'ada')
  const answer = await callback(url, secretOf(begun))
  expect(answer).toMatchObject(problem('invalid'))
  expect(answer.note).toMatch(/nonce|claim/i)
  const next = await start()
  const coded = await createBrowser().signIn(next.location, 'ada')
  coded.searchParams.set('code', 'made-up')
  expect(await callback(coded, secretOf(next))).toMatchObject({
    ...problem('invalid'),
    note: expect.stringContaining('invalid_grant') as string,
  })
  expect(await users()).toEqual([])
})

test('who cancels at the provider is told so', async () => {
  const { start, callback } = await bindery()
  const begun = await start()
  const url = await createBrowser().signIn(begun.location, null)
  expect(url.searchParams.get('error')).toBe('access_denied')
  expect(await callback(url, secretOf(begun))).toMatchObject(problem('refused'))
})

test('without a value that gives a role nobody comes in, unless everybody may look', async () => {
  const { signIn, users, settings, save, who } = await bindery()
  expect(await signIn('eve')).toMatchObject(problem('no_role'))
  expect(await users()).toEqual([])
  settings.oidc.otherwise = 'viewer'
  await save({ keep: true }, 1)
  expect(await who(await signIn('eve'))).toMatchObject({ name: 'eve', role: 'viewer' })
})

test('a name that a local user has makes nobody that user', async () => {
  const { signIn, context, users } = await bindery()
  await context.store.db
    .insertInto('users')
    .values({
      row_version: 1,
      username: 'root',
      username_key: 'root',
      display_name: '',
      role: 'admin',
      origin: 'local',
      external_id: null,
      password_hash: 'x',
      disabled: 0,
      created_at: '',
      updated_at: '',
      signed_in_at: null,
    })
    .execute()
  expect(await signIn('root')).toMatchObject(problem('name_taken'))
  expect(await users()).toHaveLength(1)
})

test('a name is kept as names are here', async () => {
  const { signIn, users } = await bindery()
  await signIn('odd')
  expect(await users()).toMatchObject([{ username: 'max', display_name: 'max' }])
})

test('a user who is disabled here stays out, whatever the provider says', async () => {
  const { signIn, context } = await bindery()
  await signIn('ada')
  await context.store.db.updateTable('users').set({ disabled: 1 }).execute()
  expect(await signIn('ada')).toMatchObject(problem('disabled'))
})

test('claims may stand in the ID token alone', async () => {
  const own = await startOidcProvider({
    redirectUris: [`${origin}/api/sign-in/oidc/callback`],
    people,
    claimsIn: 'id_token',
  })
  try {
    const { signIn, who } = await bindery((oidc) => (oidc.issuer = own.issuer))
    expect(await who(await signIn('ada-in-tokens'))).toMatchObject({ name: 'ada', role: 'viewer' })
  } finally {
    await own.stop()
  }
})

test('a proof signs in anew at the provider, as the same person, and renews the session', async () => {
  const { signIn, prove, callback, who } = await bindery()
  const browser = createBrowser()
  const opened = await signIn('ada', browser)
  const caller = await who(opened)
  const begun = await prove(caller)
  const asked = new URL(begun.location).searchParams
  expect([asked.get('prompt'), asked.get('max_age')]).toEqual(['login', '0'])
  const proved = await callback(await browser.signIn(begun.location, 'ada'), secretOf(begun))
  expect(proved).toMatchObject({ location: '/plans/1', attempt: 'ended' })
  const after = await who(proved)
  expect(after.sessionId).toBe(caller.sessionId)
  expect(after.provedAt?.getTime()).toBeGreaterThan(caller.provedAt?.getTime() ?? Infinity)
  expect((await who(opened)).kind).toBe('nobody')
})

test('a proof by somebody else, or without signing in anew, proves nothing', async () => {
  const { signIn, prove, callback, who, wait } = await bindery()
  const browser = createBrowser()
  const opened = await signIn('ada', browser)
  const caller = await who(opened)
  const begun = await prove(caller)
  const url = await createBrowser().signIn(begun.location, 'other')
  expect(await callback(url, secretOf(begun))).toMatchObject(problem('other_person'))
  wait(60_000)
  const tampered = await prove(caller)
  const silent = new URL(tampered.location)
  silent.searchParams.delete('prompt')
  silent.searchParams.set('max_age', '100000')
  const answered = await browser.signIn(silent.href, null)
  expect(await callback(answered, secretOf(tampered))).toMatchObject(problem('invalid'))
  expect((await who(opened)).provedAt).toEqual(caller.provedAt)
})

test('a provider that is away, calls itself otherwise, or is where none may be, is unreachable', async () => {
  const gone = await startOidcProvider({ redirectUris: [], people })
  await gone.stop()
  for (const issuer of [gone.issuer, provider.issuer.replace('127.0.0.1', 'localhost')])
    expect(await (await bindery((oidc) => (oidc.issuer = issuer))).start()).toMatchObject(
      problem('unreachable'),
    )
  const { context } = await bindery()
  const strict = { ...context, allowNetworks: [] }
  const refused = await startOidc({ ...strict, findProvider: createProviders(strict) })({
    ...request('startOidc', { query: {} }),
    browser: { origin, attempt: undefined },
  })
  expect(refused).toMatchObject({
    ...problem('unreachable'),
    note: expect.stringContaining('--allow-network') as string,
  })
})

test('the client secret is not told, and not sent to another provider', async () => {
  const { context, settings, save, start } = await bindery()
  const told = await getSignInSettings(context)(request('getSignInSettings', {}))
  expect(told.clientSecret).toMatchObject({ configured: true })
  const rows = JSON.stringify(await context.store.db.selectFrom('sign_in_settings').selectAll().execute())
  for (const text of [JSON.stringify(told), rows]) expect(text).not.toContain(provider.clientSecret)
  const moved = structuredClone(settings.oidc)
  Object.assign(settings.oidc, { issuer: 'https://evil.example' })
  await expect(save({ keep: true }, 1)).rejects.toMatchObject({ code: 'secret_required' })
  Object.assign(settings.oidc, { ...moved, enabled: false })
  await save({ keep: true }, 1)
  expect(await start()).toMatchObject(problem('off'))
  await expect(save({ keep: true }, 1)).rejects.toMatchObject({ code: 'version_conflict' })
})

test('switching it off ends the sessions of those who came in by it, and of nobody else', async () => {
  const { signIn, who, settings, save } = await bindery()
  const opened = await signIn('ada')
  await save({ keep: true }, 1)
  expect((await who(opened)).name).toBe('ada')
  settings.oidc.enabled = false
  await save({ keep: true }, 2)
  expect((await who(opened)).kind).toBe('nobody')
})
