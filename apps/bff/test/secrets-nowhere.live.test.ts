import {
  defaultSettings,
  defaultSignInSettings,
  endpoints,
  type Endpoint,
  type EndpointName,
  type Plan,
} from '@bindery/contract'
import { startSlapd, writeLdifEntry, type Slapd } from '@bindery/testbed'
import { randomBytes } from 'node:crypto'
import { TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findSecret } from './find-secret.ts'
import { startWatchedServer } from './watched-server.ts'

/** One that every way to write it down changes. */
const secretText = (name: string) => `${name} "${randomBytes(9).toString('base64url')}" \\ü/+?&='%<>🔑*`

const bindPassword = secretText('bind')
const newKey = () => ({ id: randomBytes(6).toString('hex'), secret: randomBytes(32).toString('base64url') })
const [key, nextKey] = [newKey(), newKey()]
const textOf = ({ id, secret }: typeof key) => `bindery-key ${id} ${secret}\n`
const secrets = {
  bindPassword,
  wrongBindPassword: secretText('wrong'),
  personsPassword: secretText('Person7'),
  adminPassword: secretText('admin'),
  wrongAdminPassword: secretText('mistyped'),
  nextAdminPassword: secretText('next'),
  invitedPassword: secretText('invited'),
  clientSecret: secretText('oidc'),
  key: key.secret,
  nextKey: nextKey.secret,
}

let slapd: Slapd
let server: Awaited<ReturnType<typeof startWatchedServer>>

beforeAll(async () => {
  slapd = await startSlapd({ requireClientCertificate: true })
  const people = ['ada', 'bo', 'cy'].map((uid) =>
    writeLdifEntry({
      dn: `uid=${uid},${slapd.usersBase}`,
      attributes: {
        objectClass: ['inetOrgPerson'],
        uid: [uid],
        cn: [uid],
        sn: ['T'],
        mail: [`${uid}@example.org`],
      },
    }),
  )
  await slapd.modify(people.join(''))
  // The last change by our own tools, which know the password of before.
  const asConfig = ['-b', 'cn=config', '-D', 'cn=config', '-w', slapd.adminPassword]
  const [database] = await slapd.search([...asConfig, `(olcSuffix=${slapd.suffix})`, 'dn'])
  await slapd.config(
    `dn: ${database?.dn}\nchangetype: modify\nreplace: olcRootPW\nolcRootPW:: ${Buffer.from(bindPassword).toString('base64')}\n`,
  )
  server = await startWatchedServer({ BINDERY_KEY: textOf(key) })
})

afterAll(async () => {
  await Promise.all([slapd.stop(), server.remove()])
})

function ofDirectory(password = bindPassword) {
  const settings = defaultSettings()
  settings.connection = {
    ...settings.connection,
    urls: [slapd.ldapsUrl],
    bindDn: slapd.adminDn,
    caBundle: slapd.caPem,
    clientCertificate: slapd.clientCertificatePem,
  }
  settings.policy.direction = 'two_way'
  settings.policy.passwords = 'push_on_set'
  return { settings, secrets: { bindPassword: { set: password }, clientKey: { set: slapd.clientKeyPem } } }
}

/** Asks, and expects to be answered. */
async function ask<Answer = Record<string, never>>(
  name: EndpointName,
  asked?: Parameters<typeof server.ask>[1],
): Promise<Answer> {
  const { status, text } = await server.ask(name, asked)
  const { status: expected, response, stream }: Endpoint = endpoints[name]
  expect(status, `${name}: ${text}`).toBe(expected)
  return (response && !stream ? JSON.parse(text) : {}) as Answer
}

/** Follows a plan to its end, exports and applies it; returns the run. */
async function applyToTheEnd(planId: number): Promise<number> {
  await ask('planEvents', { id: planId })
  const plan = await ask<Plan>('getPlan', { id: planId })
  expect(plan).toMatchObject({ state: 'ready' })
  for (const format of ['ldif', 'json']) await ask('exportPlan', { id: planId, query: { format } })
  const hashes = { planHash: plan.planHash, selectionHash: plan.selectionHash }
  if (plan.guard?.verdict === 'needs_approval')
    await ask('approvePlan', { id: planId, body: { ...hashes, reason: 'Looked at it' } })
  const { runId } = await ask<{ runId: number }>('applyPlan', { id: planId, body: hashes })
  await ask('runEvents', { id: runId })
  expect(await ask('getRun', { id: runId })).toMatchObject({ state: 'succeeded' })
  await ask('listOperations', { id: runId })
  return runId
}

/** Everything that can be looked at, of the first things of each kind. */
async function lookAtEverything(): Promise<void> {
  for (const name of Object.keys(endpoints) as EndpointName[]) {
    const { method, path }: Endpoint = endpoints[name]
    for (const id of path.includes(':id') ? [1, 2, 3] : [0])
      if (method === 'GET') await server.ask(name, { id })
  }
  await server.send('GET', '/api/openapi.json')
}

/** What a person who is in a hurry does wrong. */
async function doWrong(directoryId: number, version: number): Promise<void> {
  const { wrongAdminPassword, wrongBindPassword } = secrets
  const wrong = ofDirectory(wrongBindPassword)
  const attempts: [EndpointName, Parameters<typeof server.ask>[1]][] = [
    ['signIn', { body: { username: 'admin', password: wrongAdminPassword } }],
    ['signIn', { body: { username: wrongAdminPassword, password: { set: wrongAdminPassword } } }],
    ['prove', { body: { password: wrongAdminPassword } }],
    ['testConnection', { body: { directoryId: null, ...wrong } }],
    ['testConnection', { body: { directoryId, ...wrong } }],
    ['samplePerson', { body: { directoryId: null, ...wrong, find: 'ada' } }],
    ['draftSchemaSummary', { body: { directoryId: null, ...wrong } }],
    ['measureImpact', { id: directoryId, body: { draft: { directoryId, ...wrong } } }],
    ['createDirectory', { body: { name: 'Company', enabled: true, ...wrong } }],
    ['createDirectory', { body: { name: 'Other', enabled: true, ...wrong, bindPassword } }],
    [
      'createDirectory',
      { body: { name: 'Other', ...wrong, secrets: { bindPassword, clientKey: bindPassword } } },
    ],
    [
      'updateDirectory',
      { id: directoryId, ifMatch: version, body: { name: 'Company', enabled: true, ...wrong } },
    ],
    ['updateDirectory', { id: directoryId, ifMatch: 99, body: { name: 'X', enabled: false, ...wrong } }],
    ['setPassword', { id: 1, body: { password: bindPassword.repeat(40) } }],
    ['setPassword', { id: 999_999, body: { password: secrets.personsPassword } }],
  ]
  for (const [name, asked] of attempts) await server.ask(name, asked)
  const saved = await ask<{ planId: number }>('startPreview', {
    id: directoryId,
    body: { draft: { directoryId, ...wrong } },
  })
  await ask('planEvents', { id: saved.planId })
}

/** A secret that is shown in one answer, and nowhere else. */
interface Shown {
  readonly secret: string
  readonly by: EndpointName
}

/** Another password, an authenticator app, an API token and a user of one's own making. */
async function lookAfterAccounts(): Promise<Shown[]> {
  const { adminPassword, nextAdminPassword } = secrets
  await ask('changePassword', { body: { current: adminPassword, password: nextAdminPassword } })
  const app = await ask<{ secret: string }>('beginTotp')
  const code = () => new TOTP({ issuer: 'Bindery', secret: app.secret }).generate()
  const { recoveryCodes } = await ask<{ recoveryCodes: string[] }>('confirmTotp', { body: { code: code() } })
  const renewed = await ask<{ recoveryCodes: string[] }>('renewRecoveryCodes')
  const [spent = ''] = renewed.recoveryCodes
  for (const wrong of ['000000', recoveryCodes[0], spent.toUpperCase(), spent])
    await server.ask('signIn', { body: { username: 'admin', password: nextAdminPassword, code: wrong } })
  const asked = { name: 'Nightly', permissions: ['look'], expiresInDays: 1 }
  const token = await ask<{ secret: string }>('createToken', { body: asked })
  await ask('overview', { bearer: token.secret })
  expect((await server.ask('overview', { bearer: `${token.secret}x` })).status).toBe(401)
  const { invitation } = await ask<{ invitation: { token: string } }>('createUser', {
    body: { username: 'bea', displayName: 'Bea', role: 'viewer' },
  })
  await ask('readInvitation', { body: { token: invitation.token } })
  return [
    { secret: app.secret, by: 'beginTotp' },
    ...recoveryCodes.map((secret) => ({ secret, by: 'confirmTotp' }) as const),
    ...renewed.recoveryCodes.map((secret) => ({ secret, by: 'renewRecoveryCodes' }) as const),
    { secret: token.secret, by: 'createToken' },
    { secret: invitation.token, by: 'createUser' },
  ]
}

test(
  'no secret is in any answer, log, stream, export, file or row of a whole journey',
  { timeout: 180_000 },
  async () => {
    const { adminPassword, personsPassword, clientSecret } = secrets
    await ask('setUp', { body: { token: server.setUpToken, username: 'admin', password: adminPassword } })
    await ask('prove', { body: { password: adminPassword } })
    const input = ofDirectory()
    const draft = { directoryId: null, ...input }
    const { text: steps } = await server.ask('testConnection', { body: draft })
    expect(steps).not.toContain('"failed"')
    await ask('samplePerson', { body: { ...draft, find: 'ada' } })
    await ask('draftSchemaSummary', { body: draft })
    const body = { name: 'Company', enabled: true, ...input }
    const { id, version } = await ask<{ id: number; version: number }>('createDirectory', { body })
    const kept = { ...input, secrets: { bindPassword: { keep: true }, clientKey: { keep: true } } }
    await ask('measureImpact', { id, body: { draft: { directoryId: id, ...kept } } })
    const nobody = {
      employeeNumber: '',
      givenName: '',
      otherEmails: [],
      phone: '',
      title: '',
      department: '',
    }
    await ask('createPerson', {
      body: {
        ...nobody,
        username: 'zoe',
        familyName: 'Z',
        displayName: 'Zoe',
        email: 'zoe@example.org',
        active: true,
      },
    })

    const { planId } = await ask<{ planId: number }>('startPreview', { id, body: {} })
    const runId = await applyToTheEnd(planId)
    const { items } = await ask<{ items: { id: number; username: string }[] }>('listPeople')
    const ada = items.find(({ username }) => username === 'ada')?.id ?? 0
    expect(await ask('setPassword', { id: ada, body: { password: personsPassword } })).toMatchObject({
      results: [{ state: 'done' }],
    })
    expect(await slapd.canBind(`uid=ada,${slapd.usersBase}`, personsPassword)).toBe(true)
    await doWrong(id, version)
    await lookAtEverything()
    const undo = await ask<{ planId: number }>('undoRun', { id: runId })
    await applyToTheEnd(undo.planId)
    await ask('updateSignInSettings', {
      ifMatch: 0,
      body: { settings: defaultSignInSettings(), clientSecret: { set: clientSecret } },
    })
    await lookAtEverything()
    const shown = await lookAfterAccounts()
    await lookAtEverything()
    const running = await server.stored()
    const token = shown.at(-1)?.secret
    await ask('acceptInvitation', { body: { token, password: secrets.invitedPassword } })
    await ask('signOut')
    await server.stop()
    const stopped = await server.stored()
    expect(await server.run('rotate-key', { BINDERY_KEY: textOf(nextKey) + textOf(key) })).toContain(
      `Everything is sealed with key ${nextKey.id} now`,
    )

    const stored = [...running, ...stopped, ...(await server.stored())]
    const everywhere = [...server.answers, server.log(), ...stored]
    // It looks in the right places: what is no secret is in all of them.
    for (const [name, text] of [
      ['the answer 200 to GET /api/directories', slapd.adminDn],
      ['the log', '/api/directories/test'],
      ['the database', slapd.adminDn],
    ] as const)
      expect(
        everywhere.filter((place) => place.name.startsWith(name)).some(({ bytes }) => bytes.includes(text)),
      ).toBe(true)

    const clientKey = slapd.clientKeyPem.split('\n').filter((line) => line.length > 40)
    expect(clientKey.length).toBeGreaterThan(0)
    const found = [...Object.values(secrets), ...clientKey].flatMap((secret) =>
      findSecret(secret, everywhere),
    )
    expect(found).toEqual([])
    // The others are told to whoever is to have them, once.
    const written = [server.log(), ...stored]
    const told = [...server.sessionSecrets, server.setUpToken]
    expect(told.length).toBeGreaterThan(2)
    expect(told.flatMap((secret) => findSecret(secret, written))).toEqual([])
    for (const { secret, by } of shown) {
      const { method, path }: Endpoint = endpoints[by]
      const answer = server.answers.find(({ name }) => name.includes(`${method} ${path} `))
      expect(answer?.bytes.includes(secret), by).toBe(true)
      const elsewhere = everywhere.filter((place) => place !== answer)
      expect(findSecret(secret, elsewhere), by).toEqual([])
    }
  },
)
