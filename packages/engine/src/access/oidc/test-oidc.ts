import {
  defaultSignInSettings,
  nobody,
  type Caller,
  type RedirectAnswer,
  type SignInSettings,
} from '@bindery/contract'
import type { OidcProvider } from '@bindery/testbed'
import { request, testContext } from '../../test-context.ts'
import { authenticate } from '../authenticate.ts'
import { updateSignInSettings } from '../settings/update-sign-in-settings.ts'
import { oidcCallback } from './oidc-callback.ts'
import { createProviders } from './provider.ts'
import { startOidc, startOidcProof } from './start-oidc.ts'

export const origin = 'http://127.0.0.1:8420'
export const people = {
  ada: { name: 'Ada Lovelace', preferred_username: 'ada', groups: ['staff', 'chiefs'] },
  'ada-in-tokens': { name: 'Ada', preferred_username: 'ada', groups: 'staff' },
  eve: { name: 'Eve', preferred_username: 'eve', groups: ['nobody'] },
  other: { name: 'Other', preferred_username: 'other', groups: ['staff'] },
  odd: { name: '', preferred_username: ' m\u0000ax\n ', groups: ['staff'] },
  root: { name: 'Root', preferred_username: 'Root', groups: ['chiefs'] },
}
const visitor = nobody('192.0.2.7', 'Firefox')

/** A Bindery whose clock the test moves, with the provider switched on. */
export async function binderyWith(
  provider: OidcProvider,
  tweak: (oidc: SignInSettings['oidc']) => void = () => undefined,
) {
  const base = await testContext()
  let late = 0
  const context = { ...base, now: () => new Date(Date.now() + late), setUpToken: { value: null } }
  const oidc = { ...context, findProvider: createProviders(context) }
  const settings = defaultSignInSettings()
  Object.assign(settings.oidc, {
    enabled: true,
    issuer: provider.issuer,
    clientId: provider.clientId,
    claim: 'groups',
    values: [
      { value: 'staff', role: 'viewer' },
      { value: 'chiefs', role: 'admin' },
    ],
  })
  tweak(settings.oidc)
  const save = (clientSecret: { set: string } | { keep: true }, version: number) =>
    updateSignInSettings(context)(
      request('updateSignInSettings', { body: { settings, clientSecret }, version }),
    )
  await save({ set: provider.clientSecret }, 0)
  const start = (caller = visitor) =>
    startOidc(oidc)({
      ...request('startOidc', { query: { returnTo: '/runs' }, caller }),
      browser: { origin, attempt: undefined },
    })
  const prove = (caller: Caller) =>
    startOidcProof(oidc)({
      ...request('startOidcProof', { query: { returnTo: '/plans/1' }, caller }),
      browser: { origin, attempt: undefined },
    })
  const callback = (url: URL, attempt: string | undefined, caller = visitor) =>
    oidcCallback(oidc)({
      ...request('oidcCallback', { query: Object.fromEntries(url.searchParams), caller }),
      browser: { origin, attempt },
    })
  const who = (answer: RedirectAnswer) =>
    authenticate(context, { session: answer.session?.secret, address: '192.0.2.7', agent: 'Firefox' })
  const users = () => context.store.db.selectFrom('users').selectAll().orderBy('id').execute()
  const signIn = async (login: string, browser = createBrowser()) => {
    const begun = await start()
    return callback(await browser.signIn(begun.location, login), secretOf(begun))
  }
  return {
    context,
    settings,
    save,
    start,
    prove,
    callback,
    who,
    users,
    signIn,
    wait: (ms: number) => (late += ms),
  }
}

export function secretOf({ attempt }: RedirectAnswer): string {
  if (attempt === undefined || attempt === 'ended') throw new Error('No attempt was begun')
  return attempt.secret
}

/** A browser at the provider: it keeps cookies, fills in the form when there is one, and stops where it is led to us. */
export function createBrowser() {
  const jar = new Map<string, string>()
  const ask = async (url: URL, body?: URLSearchParams) => {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(body && { method: 'POST', body }),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return answer
  }
  return {
    async signIn(from: string, login: string | null): Promise<URL> {
      let url = new URL(from)
      for (let steps = 0; steps < 12; steps += 1) {
        if (url.origin === origin) return url
        let answer = await ask(url)
        if (answer.status === 200 && url.pathname.startsWith('/interaction/')) {
          if (login === null) answer = await ask(new URL(`${url.pathname}/abort`, url))
          else answer = await ask(url, new URLSearchParams({ prompt: 'login', login, password: 'any' }))
        }
        const location = answer.headers.get('location')
        if (location === null) throw new Error(`${answer.status} at ${url.href}: ${await answer.text()}`)
        url = new URL(location, url)
      }
      throw new Error('The provider leads round in circles')
    },
  }
}

export const problem = (code: string) => ({ location: `/sign-in?problem=${code}`, attempt: 'ended' as const })
