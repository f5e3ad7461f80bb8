import { startOidcProvider, type OidcProvider } from '@bindery/testbed'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { binderyWith, createBrowser, origin, people, secretOf } from './test-oidc.ts'

let provider: OidcProvider
beforeAll(async () => {
  provider = await startOidcProvider({ redirectUris: [`${origin}/api/sign-in/oidc/callback`], people })
})
afterAll(() => provider?.stop())

/** A Bindery with what its audit log tells of signing in. */
async function audited() {
  const bindery = await binderyWith(provider)
  const { db } = bindery.context.store
  return {
    ...bindery,
    told: async () => {
      const rows = await db.selectFrom('audit').selectAll().orderBy('id').execute()
      return rows
        .filter(({ action }) => action.startsWith('session.') || action.startsWith('user.'))
        .map(({ actor, actor_kind, address, action, outcome, subject_label, details }) => ({
          by: `${actor} (${actor_kind}) from ${address}`,
          what: `${action} ${outcome}`,
          whom: subject_label,
          ...(JSON.parse(details) as { reason?: string }),
        }))
    },
  }
}
const unknown = '(nobody) from 192.0.2.7'
const containing = (text: string) => expect.stringContaining(text) as string

test('whoever comes in for the first time is told as made and as signed in, later as signed in', async () => {
  const { signIn, told } = await audited()
  await signIn('ada')
  await signIn('ada')
  const by = 'ada (user) from 192.0.2.7'
  const opened = { by, what: 'session.opened done', whom: 'ada' }
  expect(await told()).toEqual([
    {
      by,
      what: 'user.created done',
      whom: 'ada',
      after: { displayName: 'Ada Lovelace', origin: 'oidc', role: 'admin', username: 'ada' },
    },
    opened,
    opened,
  ])
})

test('whom no value gives a role is told with their name and what never changes of them, and is nobody here', async () => {
  const { signIn, told } = await audited()
  await signIn('eve')
  expect(await told()).toEqual([
    {
      by: ` ${unknown}`,
      what: 'session.opened refused',
      whom: '',
      reason: `No value of the claim gives eve (${JSON.stringify([provider.issuer, 'eve'])}) a role`,
    },
  ])
})

test('an answer with another state, and the provider’s refusal, are told with the reason, and without what was sent', async () => {
  const { start, callback, told } = await audited()
  const begun = await start()
  const forged = await createBrowser().signIn(begun.location, 'ada')
  const code = forged.searchParams.get('code') ?? ''
  forged.searchParams.set('state', 'made-up')
  await callback(forged, secretOf(begun))
  const cancelled = await start()
  await callback(await createBrowser().signIn(cancelled.location, null), secretOf(cancelled))
  const refused = { by: ` ${unknown}`, what: 'session.opened refused', whom: '' }
  const entries = await told()
  expect(entries).toEqual([
    { ...refused, reason: containing('"state"') },
    { ...refused, reason: containing('access_denied') },
  ])
  expect(code).not.toBe('')
  for (const secret of [code, secretOf(begun)]) expect(JSON.stringify(entries)).not.toContain(secret)
})

test('an answer that nobody waits for is no attempt, and not told', async () => {
  const { start, callback, told } = await audited()
  const url = await createBrowser().signIn((await start()).location, 'ada')
  await callback(url, undefined)
  await callback(url, 'of another browser')
  expect(await told()).toEqual([])
})

test('a proof is told as such, of whom it was asked: given, by somebody else, and refused at the provider', async () => {
  const { signIn, prove, callback, who, told } = await audited()
  const browser = createBrowser()
  const caller = await who(await signIn('ada', browser))
  const before = (await told()).length
  const attempt = async (from: ReturnType<typeof createBrowser>, login: string | null) => {
    const begun = await prove(caller)
    await callback(await from.signIn(begun.location, login), secretOf(begun))
  }
  await attempt(createBrowser(), 'other')
  await attempt(createBrowser(), null)
  await attempt(browser, 'ada')
  const refused = { by: ` ${unknown}`, what: 'session.proved refused', whom: 'ada' }
  expect((await told()).slice(before)).toEqual([
    { ...refused, reason: containing('signed in at the provider for ada') },
    { ...refused, reason: containing('access_denied') },
    { by: 'ada (user) from 192.0.2.7', what: 'session.proved done', whom: 'ada' },
  ])
})
