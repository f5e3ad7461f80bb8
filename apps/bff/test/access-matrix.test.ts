import { problemSchema, roles, type EndpointName, type Endpoint, type Role } from '@bindery/contract'
import * as fc from 'fast-check'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hash } from 'node:crypto'
import { arbitraryOf } from './arbitrary-of.ts'
import {
  cookieOf,
  everyEndpoint,
  openRealApp,
  ownHeaders,
  ownHost,
  ownOrigin,
  password,
  secretIn,
  type RealApp,
} from './open-app.ts'

/**
 * The least that it takes: nothing, a session, or a role. Written by hand and compared with what the server does; the
 * product's own map is not asked.
 */
const expectations: Record<EndpointName, 'public' | 'own' | Role> = {
  getSession: 'public',
  readSetUp: 'public',
  setUp: 'public',
  signIn: 'public',
  startOidc: 'public',
  oidcCallback: 'public',

  readInvitation: 'public',
  acceptInvitation: 'public',

  signOut: 'own',
  prove: 'own',
  startOidcProof: 'own',
  listSessions: 'own',
  revokeSession: 'own',
  changePassword: 'own',
  beginTotp: 'own',
  confirmTotp: 'own',
  removeTotp: 'own',
  renewRecoveryCodes: 'own',

  overview: 'viewer',
  listDirectories: 'viewer',
  getDirectory: 'viewer',
  getSchedule: 'viewer',
  listPlans: 'viewer',
  getPlan: 'viewer',
  planEvents: 'viewer',
  listChanges: 'viewer',
  listChangedMembers: 'viewer',
  exportPlan: 'viewer',
  listRuns: 'viewer',
  getRun: 'viewer',
  runEvents: 'viewer',
  listOperations: 'viewer',
  listConflicts: 'viewer',
  getConflict: 'viewer',
  listPeople: 'viewer',
  getPerson: 'viewer',
  listHolds: 'viewer',
  listGroups: 'viewer',
  getGroup: 'viewer',
  listMembers: 'viewer',

  pauseSchedule: 'operator',
  resumeSchedule: 'operator',
  startPreview: 'operator',
  cancelPlan: 'operator',
  selectChanges: 'operator',
  applyPlan: 'operator',
  cancelRun: 'operator',
  resumeRun: 'operator',
  undoRun: 'operator',
  retryRun: 'operator',
  decideConflict: 'operator',
  decideConflicts: 'operator',
  countDecisions: 'operator',
  reopenConflict: 'operator',
  releaseHold: 'operator',

  testConnection: 'admin',
  samplePerson: 'admin',
  draftSchemaSummary: 'admin',
  directorySchema: 'admin',
  measureImpact: 'admin',
  createDirectory: 'admin',
  updateDirectory: 'admin',
  deleteDirectory: 'admin',
  approvePlan: 'admin',
  createPerson: 'admin',
  updatePerson: 'admin',
  setPassword: 'admin',
  deletePerson: 'admin',
  deleteHeld: 'admin',
  createGroup: 'admin',
  updateGroup: 'admin',
  deleteGroup: 'admin',
  changeMembers: 'admin',
  getSignInSettings: 'admin',
  updateSignInSettings: 'admin',
  listUsers: 'admin',
  createUser: 'admin',
  getUser: 'admin',
  updateUser: 'admin',
  deleteUser: 'admin',
  inviteAgain: 'admin',
  listUserSessions: 'admin',
  endUserSessions: 'admin',
  listTokens: 'admin',
  createToken: 'admin',
  revokeToken: 'admin',
  listAudit: 'admin',
  exportAudit: 'admin',
}

/** What nobody does with a session in which they showed long ago who they are, whatever they ask it for. */
const alwaysProof: readonly EndpointName[] = [
  'revokeSession',
  'approvePlan',
  'setPassword',
  'deletePerson',
  'deleteHeld',
  'deleteGroup',
  'deleteDirectory',
  'updateSignInSettings',
  'beginTotp',
  'removeTotp',
  'renewRecoveryCodes',
  'createUser',
  'updateUser',
  'deleteUser',
  'inviteAgain',
  'endUserSessions',
  'createToken',
  'revokeToken',
]

/** What a token may get to that was made with every permission which tokens can have. */
function isForTokens(name: EndpointName): boolean {
  const least = expectations[name]
  return least === 'viewer' || least === 'operator' || name === 'listAudit' || name === 'exportAudit'
}

const isRole = (role: string): role is Role => roles.some((known) => known === role)
/** Whether a signed-in user of a role may come in. */
function isAllowed(name: EndpointName, role: Role): boolean {
  const least = expectations[name]
  return !isRole(least) || roles.indexOf(role) >= roles.indexOf(least)
}

type Headers = Record<string, string>
type Refusal = 'signed_out' | 'forbidden' | 'foreign_request' | 'proof_required'
interface Cell {
  /** For the message when it fails. */
  readonly as: string
  readonly headers: Headers
  readonly expected: Refusal | 'in'
}

/** Sessions of one role. */
interface Sessions {
  /** Has shown a moment ago who they are. */
  readonly fresh: string
  /** Signed in an hour ago. */
  readonly aged: string
  readonly idle: string
  readonly absolute: string
  readonly revoked: string
  readonly disabled: string
}

/** Programs' tokens, all made with every permission but where it says otherwise. */
interface Tokens {
  readonly whole: string
  readonly exporting: string
  readonly empty: string
  readonly ofViewer: string
  readonly ofDisabled: string
  readonly expired: string
  readonly revoked: string
}

let server: RealApp
let tokens: Tokens
const sessions = {} as Record<Role, Sessions>

async function signIn(username: string): Promise<string> {
  const payload = { username, password }
  return secretIn(await server.ask({ method: 'POST', url: '/api/session', headers: ownHeaders, payload }))
}

async function makeToken(
  secret: string,
  name: string,
  permissions: readonly string[] = ['look', 'export', 'preview', 'apply', 'decide', 'audit'],
): Promise<{ id: number; secret: string }> {
  const headers = { ...ownHeaders, ...cookieOf(secret) }
  const payload = { name, permissions, expiresInDays: 1 }
  const made = await server.ask({ method: 'POST', url: '/api/tokens', headers, payload })
  const { token, secret: shown }: { token: { id: number }; secret: string } = made.json()
  return { id: token.id, secret: shown }
}

type Made = Awaited<ReturnType<typeof makeToken>>

/** @param others made by admins who no longer are */
async function makeTokens(others: { ofViewer: Made; ofDisabled: Made }): Promise<Tokens> {
  const { fresh } = sessions.admin
  const whole = await makeToken(fresh, 'whole')
  const exporting = await makeToken(fresh, 'exporting', ['export'])
  const empty = await makeToken(fresh, 'empty', ['look'])
  const expired = await makeToken(fresh, 'expired')
  const revoked = await makeToken(fresh, 'revoked')
  const headers = { ...ownHeaders, ...cookieOf(fresh) }
  const revoking = await server.ask({ method: 'DELETE', url: `/api/tokens/${revoked.id}`, headers })
  expect(revoking.statusCode).toBe(204)
  const { database } = server
  const { id: emptyId } = empty
  await database.updateTable('api_tokens').set({ permissions: '[]' }).where('id', '=', emptyId).execute()
  const ended = { expires_at: '2026-03-01T23:00:00.000Z' }
  await database.updateTable('api_tokens').set(ended).where('id', '=', expired.id).execute()
  const setUser = (username: string, values: { role?: Role; disabled?: number }) =>
    database.updateTable('users').set(values).where('username', '=', username).execute()
  await setUser('demoted-admin', { role: 'viewer' })
  await setUser('stopped-admin', { disabled: 1 })
  const all = { whole, exporting, empty, expired, revoked, ...others }
  const secrets = Object.fromEntries(Object.entries(all).map(([name, { secret }]) => [name, secret]))
  for (const secret of Object.values(secrets))
    await server.ask({ url: '/api/overview', headers: bearerOf(secret) })
  return secrets as unknown as Tokens
}

const bearerOf = (secret: string) => ({ host: ownHost, authorization: `Bearer ${secret}` })

/** Uses sessions, so that they do not become idle. */
async function touch(secrets: readonly string[]): Promise<void> {
  for (const secret of secrets)
    await server.ask({ url: '/api/session', headers: { ...ownHeaders, ...cookieOf(secret) } })
}

/** Like the first admin but for name and role, so that no password is hashed again. */
async function addUser(username: string, role: Role): Promise<void> {
  const { database } = server
  const admin = await database
    .selectFrom('users')
    .selectAll()
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  await database
    .insertInto('users')
    .values({ ...admin, id: undefined, username, username_key: username, role })
    .execute()
}

beforeAll(async () => {
  server = await openRealApp()
  const payload = { token: server.setUpToken, username: 'root', password }
  const admin = await server.ask({ method: 'POST', url: '/api/setup', headers: ownHeaders, payload })
  const rootHeaders = { ...ownHeaders, ...cookieOf(secretIn(admin)) }
  for (const body of [{ username: 'secret-person' }, { username: 'another-person' }])
    await server.ask({ method: 'POST', url: '/api/people', headers: rootHeaders, payload: body })
  const group = { name: 'secret-group' }
  await server.ask({ method: 'POST', url: '/api/groups', headers: rootHeaders, payload: group })

  await addUser('demoted-admin', 'admin')
  await addUser('stopped-admin', 'admin')
  const absolute: Record<string, string> = {}
  for (const role of roles) {
    await addUser(`the-${role}`, role)
    await addUser(`disabled-${role}`, role)
    absolute[role] = await signIn(`the-${role}`)
  }
  // Sessions that are over are swept away as others are opened: these are over after the last is.
  for (let minutes = 0; minutes < 690; minutes += 46) {
    server.putOn(46)
    await touch(Object.values(absolute))
  }
  const opened: {
    role: Role
    fresh: string
    aged: string
    idle: string
    revoked: string
    disabled: string
  }[] = []
  for (const role of roles)
    opened.push({
      role,
      fresh: await signIn(`the-${role}`),
      aged: await signIn(`the-${role}`),
      idle: await signIn(`the-${role}`),
      revoked: await signIn(`the-${role}`),
      disabled: await signIn(`disabled-${role}`),
    })
  const makers = {
    ofViewer: await makeToken(await signIn('demoted-admin'), 'of a viewer'),
    ofDisabled: await makeToken(await signIn('stopped-admin'), 'of nobody'),
  }
  server.putOn(25)
  await touch([
    ...Object.values(absolute),
    ...opened.flatMap(({ fresh, aged, revoked, disabled }) => [fresh, aged, revoked, disabled]),
  ])
  server.putOn(36)
  for (const { role, fresh, ...others } of opened) {
    const headers = { ...ownHeaders, ...cookieOf(fresh) }
    const proved = await server.ask({
      method: 'POST',
      url: '/api/session/proof',
      headers,
      payload: { password },
    })
    sessions[role] = { fresh: secretIn(proved), absolute: absolute[role] ?? '', ...others }
    const { sessionId } = await whoIs(others.revoked)
    const revoking = { ...ownHeaders, ...cookieOf(sessions[role].fresh) }
    const ended = await server.ask({ method: 'DELETE', url: `/api/sessions/${sessionId}`, headers: revoking })
    expect(ended.statusCode).toBe(204)
  }
  await server.database
    .updateTable('users')
    .set({ disabled: 1 })
    .where('username', 'like', 'disabled-%')
    .execute()
  tokens = await makeTokens(makers)
  await touch(roles.flatMap((role) => [sessions[role].fresh, sessions[role].aged]))
  // What is over is so by its time alone: its row is still there.
  const rows = await server.database.selectFrom('sessions').select('secret_hash').execute()
  const kept = rows.map((row) => row.secret_hash)
  for (const { idle, absolute: long, disabled } of Object.values(sessions))
    expect(kept).toEqual(expect.arrayContaining([idle, long, disabled].map(hashed)))
}, 60_000)

afterAll(() => server.close())

const hashed = (secret: string) => hash('sha256', secret, 'base64url')

async function whoIs(secret: string): Promise<{ sessionId: number }> {
  const headers = { ...ownHeaders, ...cookieOf(secret) }
  const state: { signedIn: { sessionId: number } } = (
    await server.ask({ url: '/api/session', headers })
  ).json()
  return state.signedIn
}

/** Everything the database holds but the log of what was refused. */
async function dump(): Promise<Record<string, unknown[]>> {
  const { database } = server
  const tables = await database.introspection.getTables()
  const names = tables.map(({ name }) => name).filter((name) => !name.startsWith('audit'))
  const found: Record<string, unknown[]> = {}
  for (const name of names)
    found[name] = await database
      .selectFrom(name as 'users')
      .selectAll()
      .execute()
  return found
}
/** What the log says was done. */
const listDone = () =>
  server.database.selectFrom('audit').select('id').where('outcome', '=', 'done').execute()

/** A request that would do something were it let in: of what there is, with a body that fits. */
function wholeRequest({ method, path, query, body, ifMatch }: Endpoint) {
  const sample = (schema: NonNullable<typeof body>) =>
    fc.sample(arbitraryOf(schema), { seed: 6, numRuns: 1 })[0]
  const asked = Object.entries(query ? (sample(query) as Headers) : {})
  const search = new URLSearchParams(asked.filter(([, value]) => typeof value === 'string'))
  return {
    method,
    url: `${path.replace(':id', '1')}?${search.toString()}`,
    headers: { ...(ifMatch && { 'if-match': '"1"' }), ...(body && { 'content-type': 'application/json' }) },
    ...(body && { payload: JSON.stringify(sample(body)) }),
  }
}

/** A request that does nothing once it is in: of what there is not, with a body that fits nothing. */
function idleRequest({ method, path, body, ifMatch }: Endpoint, headers: Headers) {
  return {
    method,
    url: path.replace(':id', '999999'),
    headers: { ...headers, ...(ifMatch && { 'if-match': '"1"' }) },
    ...(body && {
      payload: '{"nothing":"of this"}',
      headers: { ...headers, 'content-type': 'application/json' },
    }),
  }
}

/** Whom a session, or none, lets in. */
function cellsOf(name: EndpointName, { method }: Endpoint): Cell[] {
  const isPublic = expectations[name] === 'public'
  const over = isPublic ? 'in' : 'signed_out'
  const cells: Cell[] = [{ as: 'without a session', headers: ownHeaders, expected: over }]
  const garbage = {
    word: 'x',
    nothing: '',
    'an id': '1',
    quoted: '"a;b',
    escapes: '%00%ff',
    long: 'a'.repeat(4000),
  }
  for (const [kind, cookie] of Object.entries(garbage))
    cells.push({
      as: `with a cookie of ${kind}`,
      headers: { ...ownHeaders, ...cookieOf(cookie) },
      expected: over,
    })
  cells.push(...tokenCells(name))

  for (const role of roles) {
    const { fresh, aged, ...ended } = sessions[role]
    const mine = cookieOf(fresh)
    const allowed = isAllowed(name, role)
    cells.push({ as: role, headers: { ...ownHeaders, ...mine }, expected: allowed ? 'in' : 'forbidden' })
    cells.push({
      as: `${role} who has shown it long ago`,
      headers: { ...ownHeaders, ...cookieOf(aged) },
      expected: !allowed ? 'forbidden' : alwaysProof.includes(name) ? 'proof_required' : 'in',
    })
    for (const [kind, secret] of Object.entries(ended))
      cells.push({ as: `${role}, ${kind}`, headers: { ...ownHeaders, ...cookieOf(secret) }, expected: over })
    // The database does not help who has read it.
    cells.push({
      as: `${role}'s hash`,
      headers: { ...ownHeaders, ...cookieOf(hashed(fresh)) },
      expected: over,
    })

    const foreign: Record<string, Headers> = {
      'another origin': { host: ownHost, origin: 'http://evil.example' },
      'the origin null': { host: ownHost, origin: 'null' },
      'an origin that begins alike': { host: ownHost, origin: `${ownOrigin}.evil.example` },
      'another scheme': { host: ownHost, origin: `https://${ownHost}` },
      'another port': { host: ownHost, origin: 'http://127.0.0.1:8421' },
      'another host': { host: 'evil.example', origin: ownOrigin },
      'another host of its own origin': { host: 'evil.example', origin: 'http://evil.example' },
      'another site': { ...ownHeaders, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' },
      'another site without an origin': {
        host: ownHost,
        'sec-fetch-site': 'cross-site',
        'sec-fetch-mode': 'no-cors',
      },
      'a sibling site': { ...ownHeaders, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' },
      ...(method !== 'GET' && { 'no origin': { host: ownHost } }),
    }
    for (const [kind, headers] of Object.entries(foreign))
      cells.push({
        as: `${role} from ${kind}`,
        headers: { ...headers, ...mine },
        expected: 'foreign_request',
      })
  }
  return cells
}

/** Whom a token lets in; one that does not work lets nobody in, whatever comes along with it. */
function tokenCells(name: EndpointName): Cell[] {
  const least = expectations[name]
  const open = least === 'public'
  const allowed: Record<Exclude<keyof Tokens, 'ofDisabled' | 'expired' | 'revoked'>, boolean> = {
    whole: open || isForTokens(name),
    exporting: open || name === 'exportPlan',
    empty: open,
    ofViewer: open || least === 'viewer',
  }
  const cells: Cell[] = Object.entries(allowed).map(([kind, may]) => ({
    as: `the token ${kind}`,
    headers: bearerOf(tokens[kind as keyof typeof allowed]),
    expected: may ? 'in' : 'forbidden',
  }))
  const { expired, revoked, ofDisabled, whole } = tokens
  const { fresh } = sessions.admin
  const useless = {
    expired,
    revoked,
    ofDisabled,
    hashed: hashed(whole),
    session: fresh,
    short: 'x',
    nothing: '',
  }
  for (const [kind, secret] of Object.entries(useless))
    for (const others of [{}, { ...ownHeaders, ...cookieOf(fresh) }])
      cells.push({
        as: `the token ${kind}`,
        headers: { ...others, ...bearerOf(secret) },
        expected: 'signed_out',
      })
  const basic = { ...ownHeaders, ...cookieOf(fresh), authorization: 'Basic cm9vdDpyb290' }
  cells.push({ as: 'another scheme than Bearer', headers: basic, expected: 'signed_out' })
  cells.push({
    as: 'a token as a cookie',
    headers: { ...ownHeaders, ...cookieOf(whole) },
    expected: open ? 'in' : 'signed_out',
  })
  const elsewhere = { ...bearerOf(whole), origin: 'http://evil.example' }
  cells.push({ as: 'a token from another origin', headers: elsewhere, expected: 'foreign_request' })
  return cells
}

const statusOf: Record<Refusal, number> = {
  signed_out: 401,
  forbidden: 403,
  foreign_request: 403,
  proof_required: 403,
}

/** Why an answer is not the refusal that it should be, or tells more than that; nothing when it is right. */
function wrongRefusal(answer: LightMyRequestResponse, expected: Refusal): string | undefined {
  const { statusCode, body, headers } = answer
  if (statusCode !== statusOf[expected]) return `${statusCode} ${body}`
  const problem = problemSchema.strict().safeParse(JSON.parse(body))
  if (problem.data?.code !== expected) return body
  if (problem.data.errors || body.length > 400 || /secret-|root/.test(body))
    return `It tells too much: ${body}`
  return 'set-cookie' in headers ? 'It sets a cookie' : undefined
}

describe('every endpoint, by everybody', () => {
  test('refuses whoever may not come in, having changed and told nothing', async () => {
    const before = await dump()
    const done = await listDone()
    const wrong: string[] = []
    let asked = 0
    for (const [name, endpoint] of everyEndpoint) {
      const request = wholeRequest(endpoint)
      for (const { as, headers, expected } of cellsOf(name, endpoint)) {
        if (expected === 'in') continue
        const answer = await server.ask({ ...request, headers: { ...request.headers, ...headers } })
        asked += 1
        const because = wrongRefusal(answer, expected)
        if (because !== undefined) wrong.push(`${name}, ${as}: not ${expected} but ${because}`)
      }
    }
    expect(wrong).toEqual([])
    expect(asked).toBeGreaterThan(everyEndpoint.length * 40)
    expect(await dump()).toEqual(before)
    expect(await listDone()).toEqual(done)
  }, 120_000)

  test('lets nobody in by another spelling or method', async () => {
    const wrong: string[] = []
    for (const [name, { method, path }] of everyEndpoint) {
      if (expectations[name] === 'public') continue
      const plain = path.replace(':id', '1')
      const spellings = [
        plain.toUpperCase(),
        plain.replace('a', '%61'),
        `${plain}/`,
        `/${plain}`,
        `/.${plain}`,
        `/api/x/..${plain.replace('/api', '')}`,
        `${plain};a`,
        `${plain}%00`,
        `${plain}?_method=GET`,
      ]
      const requests = [
        ...spellings.map((url) => ({ method, url })),
        ...(['HEAD', 'OPTIONS'] as const).map((other) => ({ method: other, url: plain })),
      ]
      for (const request of requests) {
        const { statusCode, body } = await server.ask({ ...request, headers: ownHeaders })
        if (![400, 401, 404].includes(statusCode))
          wrong.push(`${request.method} ${request.url}: ${statusCode} ${body}`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('changes nothing when it is read', async () => {
    const before = await dump()
    for (const [name, endpoint] of everyEndpoint) {
      if (endpoint.method !== 'GET') continue
      const request = wholeRequest(endpoint)
      const { aged } = sessions[isAllowed(name, 'viewer') ? 'viewer' : 'admin']
      await server.ask({ ...request, headers: { ...ownHeaders, ...cookieOf(aged) } })
    }
    expect(await dump()).toEqual(before)
  })

  test('lets in whoever may', async () => {
    const wrong: string[] = []
    // Who signs out is out: last.
    const inOrder = everyEndpoint.toSorted(([a], [b]) => Number(a === 'signOut') - Number(b === 'signOut'))
    for (const [name, endpoint] of inOrder)
      for (const { as, headers, expected } of cellsOf(name, endpoint)) {
        if (expected !== 'in') continue
        const { statusCode, body } = await server.ask(idleRequest(endpoint, headers))
        if (statusCode === 401 || statusCode === 403 || statusCode >= 500)
          wrong.push(`${name}, ${as}: ${statusCode} ${body}`)
      }
    expect(wrong).toEqual([])
  })

  test('a change that is let in does show', async () => {
    const before = await dump()
    const headers = { ...ownHeaders, ...cookieOf(await signIn('the-admin')) }
    const payload = { username: 'somebody-new' }
    const made = await server.ask({ method: 'POST', url: '/api/people', headers, payload })
    expect(made.statusCode).toBe(201)
    expect(await dump()).not.toEqual(before)
    expect((await dump())['people']).toHaveLength(3)
  })
})
