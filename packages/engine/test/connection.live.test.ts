import { defaultSettings, type Settings } from '@bindery/contract'
import { openEngine, type Engine } from '@bindery/engine'
import { startSlapd, type Slapd } from '@bindery/testbed'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testCaller } from '../src/test-caller.ts'
import { allowNetworks, dataAt, removeData } from '../src/test-data.ts'

let server: Slapd
let engine: Engine
let dataDir: string

beforeAll(async () => {
  server = await startSlapd({ load: 'sample' })
  dataDir = await mkdtemp(join(tmpdir(), 'bindery-engine-test-'))
  engine = await openEngine({ ...(await dataAt(dataDir)), allowNetworks })
})
afterAll(async () => {
  await engine.close()
  await Promise.all([server.stop(), removeData(dataDir)])
})

const call = () => ({
  params: undefined,
  query: undefined,
  version: undefined,
  caller: testCaller('tester'),
  signal: new AbortController().signal,
})

function draftOf(change: (settings: Settings) => void = () => undefined) {
  const settings = defaultSettings()
  settings.connection.urls = [server.ldapUrl]
  settings.connection.bindDn = server.adminDn
  change(settings)
  const secrets = { bindPassword: { set: server.adminPassword }, clientKey: { keep: true as const } }
  return { directoryId: null, settings, secrets }
}

test('S39 a test streams its steps, and how it ended is kept for the save', async () => {
  const draft = draftOf()
  const { settings, secrets } = draft
  const steps = await Array.fromAsync(engine.verbs.testConnection({ ...call(), body: draft }))
  expect(steps.at(-1)).toMatchObject({ name: 'rights', state: 'skipped' })
  const sample = steps.findLast(({ name }) => name === 'sample_person')
  expect(sample).toMatchObject({ state: 'ok' })
  expect(sample?.sample?.mapped).toContainEqual(expect.objectContaining({ local: 'email' }))
  const body = { name: 'Tested', enabled: true, settings, secrets }
  const saved = await engine.verbs.createDirectory({ ...call(), body })
  expect(saved.lastTest).toMatchObject({ passed: true, failedStep: null })
})

test('S39 a failed test is kept with its step; the password is in no step', async () => {
  const draft = draftOf(
    ({ people }) => (people.bases = [{ dn: 'ou=nowhere,dc=example,dc=org', scope: 'subtree' }]),
  )
  const steps = await Array.fromAsync(engine.verbs.testConnection({ ...call(), body: draft }))
  expect(steps.find((step) => step.state === 'failed')).toMatchObject({ name: 'people_bases' })
  expect(JSON.stringify(steps)).not.toContain(server.adminPassword)
  const { settings, secrets } = draft
  const body = { name: 'Failed', enabled: false, settings, secrets }
  const saved = await engine.verbs.createDirectory({ ...call(), body })
  expect(saved.lastTest).toMatchObject({ passed: false, failedStep: 'people_bases' })
})

test('a sample person is found by name, raw and mapped; nobody is null', async () => {
  const find = (text: string) => engine.verbs.samplePerson({ ...call(), body: { ...draftOf(), find: text } })
  const { sample } = await find('amelia.ashdown')
  expect(sample?.mapped).toContainEqual({ local: 'username', values: ['amelia.ashdown'], problem: null })
  expect(sample?.attributes.map((attribute) => attribute.name)).not.toContain('userPassword')
  expect(await find('nobody.of.this.name')).toEqual({ sample: null })
})

test('a schema is summarised, of a draft and of a saved directory', async () => {
  const summary = await engine.verbs.draftSchemaSummary({ ...call(), body: draftOf() })
  expect(summary.namingContexts).toContain('dc=example,dc=org')
  expect(summary.attributes.find((attribute) => attribute.name === 'mail')?.aliases).toContain(
    'rfc822Mailbox',
  )
  expect(summary.attributes.find((attribute) => attribute.name === 'entryUUID')?.readOnly).toBe(true)
  const person = summary.objectClasses.find((found) => found.name === 'inetOrgPerson')
  expect(person).toMatchObject({ kind: 'structural', must: expect.arrayContaining(['cn', 'sn']) as string[] })

  const { items } = await engine.verbs.listDirectories({ ...call(), body: undefined })
  const id = items.find((directory) => directory.name === 'Tested')?.id ?? 0
  const saved = () => engine.verbs.directorySchema({ ...call(), params: { id }, body: undefined })
  const first = await saved()
  expect(first).toEqual(summary)
  // Kept: a server that is away does not take the completion away.
  server.pause()
  expect(await saved()).toBe(first)
  server.resume()
})

test('a server that is not there is a refusal at its field, with the fix', async () => {
  const body = draftOf(({ connection }) => (connection.urls = ['ldap://127.0.0.1:1']))
  await expect(engine.verbs.draftSchemaSummary({ ...call(), body })).rejects.toMatchObject({
    code: 'directory_unreachable',
    message: expect.stringMatching(/Nothing listens.*Check the port/) as string,
    errors: [{ path: ['settings', 'connection', 'urls', 0], message: expect.any(String) as string }],
  })
})

test('a preview that hangs is cancelled, and the next may start', async () => {
  const { items } = await engine.verbs.listDirectories({ ...call(), body: undefined })
  const id = items.find((directory) => directory.name === 'Tested')?.id ?? 0
  const start = () => engine.verbs.startPreview({ ...call(), params: { id }, body: {} })
  const watch = (planId: number) =>
    engine.verbs.planEvents({ ...call(), params: { id: planId }, body: undefined })
  server.pause()
  const { planId } = await start()
  for await (const plan of watch(planId)) {
    expect(['running', 'cancelled']).toContain(plan.state)
    if (plan.state === 'running')
      await engine.verbs.cancelPlan({ ...call(), params: { id: planId }, body: undefined })
  }
  server.resume()
  expect(await engine.verbs.getPlan({ ...call(), params: { id: planId }, body: undefined })).toMatchObject({
    state: 'cancelled',
    failure: null,
  })
  const next = await start()
  const plans = await Array.fromAsync(watch(next.planId))
  expect(plans.at(-1)?.state).toBe('ready')
})

test('closing ends what runs; the data directory opens again with nothing running', async () => {
  const { items } = await engine.verbs.listDirectories({ ...call(), body: undefined })
  const id = items.find((directory) => directory.name === 'Tested')?.id ?? 0
  server.pause()
  const { planId } = await engine.verbs.startPreview({ ...call(), params: { id }, body: {} })
  await engine.close()
  server.resume()
  engine = await openEngine({ ...(await dataAt(dataDir)), allowNetworks })
  const plan = await engine.verbs.getPlan({ ...call(), params: { id: planId }, body: undefined })
  expect(['cancelled', 'failed']).toContain(plan.state)
  expect(plan.finishedAt).not.toBeNull()
})

test('a server on this machine is refused to all who would connect, unless it is allowed', async () => {
  const { items } = await engine.verbs.listDirectories({ ...call(), body: undefined })
  const params = { id: items.find((directory) => directory.name === 'Tested')?.id ?? 0 }
  await engine.close()
  engine = await openEngine({ ...(await dataAt(dataDir)), allowNetworks: [] })
  const draft = draftOf()
  const { verbs } = engine
  const refused = { code: 'address_refused' }

  const steps = await Array.fromAsync(verbs.testConnection({ ...call(), body: draft }))
  expect(steps.find((step) => step.state === 'failed')).toMatchObject({ name: 'tcp', error: refused })
  const told = { code: 'directory_unreachable', message: expect.stringContaining('--allow-network 127.') }
  await expect(verbs.samplePerson({ ...call(), body: { ...draft, find: 'a' } })).rejects.toMatchObject(told)
  await expect(verbs.draftSchemaSummary({ ...call(), body: draft })).rejects.toMatchObject(told)
  await expect(verbs.directorySchema({ ...call(), params, body: undefined })).rejects.toMatchObject(told)
  const body = { draft: { ...draft, directoryId: params.id } }
  const impact = await Array.fromAsync(verbs.measureImpact({ ...call(), params, body }))
  expect(impact.at(-1)).toMatchObject({ state: 'failed', failure: refused })
  const { planId } = await verbs.startPreview({ ...call(), params, body: {} })
  const plans = await Array.fromAsync(
    verbs.planEvents({ ...call(), params: { id: planId }, body: undefined }),
  )
  expect(plans.at(-1)).toMatchObject({ state: 'failed', failure: refused })
})
