import { defaultSettings } from '@bindery/contract'
import { startFakeServer, type FakeEntry, type FakeServer } from '@bindery/testbed'
import type { LightMyRequestResponse } from 'fastify'
import { marker } from './arbitrary-of.ts'
import { cookieOf, ownHeaders, password, secretIn, type RealApp } from './open-app.ts'

const users = 'ou=users,dc=example,dc=org'
const uuid = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`

/** A directory of three people that takes every name and password, and every change without keeping it. */
export function startCompany(): Promise<FakeServer> {
  const people = ['ada', 'bo', 'cy'].map((uid, index): FakeEntry => {
    const attributes = { objectClass: 'inetOrgPerson', uid, cn: uid, sn: uid, mail: `${uid}@example.org` }
    return { dn: `uid=${uid},${users}`, attributes: { ...attributes, entryUUID: uuid(index + 1) } }
  })
  return startFakeServer({
    search: ({ base, scope, paged, filter }) => {
      if (paged) return { entries: base === users ? people : [] }
      if (scope !== 'base' || filter.includes('entryUUID')) return { entries: [] }
      const entry = people.find(({ dn }) => dn === base)
      return {
        entries: [
          entry ?? { dn: base, attributes: { objectClass: 'organizationalUnit', entryUUID: uuid(90) } },
        ],
      }
    },
  })
}

export interface Seeded {
  readonly session: string
  readonly token: string
  /** Of the plan that is ready. */
  readonly hashes: { readonly planHash: string; readonly selectionHash: string }
}

/** Makes the first admin, people and groups, the directory with a run behind it and a plan that is ready, and a token. */
export async function seedCompany(server: RealApp, url: string): Promise<Seeded> {
  let headers: Record<string, string> = ownHeaders
  async function send(
    method: 'GET' | 'POST',
    path: string,
    payload?: object,
  ): Promise<LightMyRequestResponse> {
    const answer = await server.ask({ method, url: path, headers, ...(payload && { payload }) })
    if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.body}`)
    return answer
  }
  const admin = { token: server.setUpToken, username: 'root', password }
  const session = secretIn(await send('POST', '/api/setup', admin))
  headers = { ...ownHeaders, ...cookieOf(session) }
  for (const username of ['ada', 'di', 'ed']) await send('POST', '/api/people', { username })
  for (const name of ['readers', 'writers']) await send('POST', '/api/groups', { name })
  await send('POST', '/api/users', { username: 'invited', displayName: '', role: 'viewer' })

  const settings = defaultSettings()
  Object.assign(settings.connection, {
    urls: [url],
    stableIdAttribute: 'entryUUID',
    connectTimeoutSeconds: 1,
  })
  Object.assign(settings.policy, { direction: 'two_way', passwords: 'push_on_set' })
  const secrets = { bindPassword: { set: `${marker}-bind` }, clientKey: { keep: true } }
  await send('POST', '/api/directories/test', { directoryId: null, settings, secrets })
  await send('POST', '/api/directories', { name: 'Company', enabled: true, settings, secrets })
  await preview(1)
  await send('POST', '/api/plans/1/apply', await hashesOf(1))
  await send('GET', '/api/runs/1/events')
  // A plan is made after what was applied before, not at the same instant.
  server.putOn(1)
  await preview(2)
  const token = {
    name: 'program',
    permissions: ['look', 'export', 'preview', 'apply', 'decide', 'audit'],
    expiresInDays: 1,
  }
  const { secret } = (await send('POST', '/api/tokens', token)).json<{ secret: string }>()
  return { session, token: secret, hashes: await hashesOf(2) }

  async function hashesOf(id: number): Promise<Seeded['hashes']> {
    const plan = (await send('GET', `/api/plans/${id}`)).json<Seeded['hashes']>()
    return { planHash: plan.planHash, selectionHash: plan.selectionHash }
  }

  async function preview(id: number): Promise<void> {
    await send('POST', '/api/directories/1/plans', {})
    await send('GET', `/api/plans/${id}/events`)
    const { state } = (await send('GET', `/api/plans/${id}`)).json<{ state: string }>()
    if (state !== 'ready') throw new Error(`Plan ${id} is ${state}`)
  }
}
