import type { Run } from '@bindery/contract'
import { startFaultProxy, writeLdifEntry, type FakeRequest, type FaultProxy } from '@bindery/testbed'
import { afterEach, expect, test } from 'vitest'
import { users, useSlapd } from './company.ts'
import { openCompany, type Company } from './harness.ts'
import { schemaBytes } from './schema-bytes.ts'

const { server } = useSlapd()
/** RFC 4511 §4.7. */
const addRequest = 0x68
const size = 40

const uidsOf = (prefix: string) => Array.from({ length: size }, (_, index) => `${prefix}${index}`)

let proxy: FaultProxy
let lab: Company
afterEach(async () => {
  await lab.close()
  await proxy.stop()
})

/** A company whose accounts are all yet to be created in the directory, reached through a proxy. */
async function beforeFirstSync(prefix: string) {
  proxy = await startFaultProxy(server().ldapUrl)
  lab = await openCompany({ ...server(), ldapUrl: proxy.url })
  for (const uid of uidsOf(prefix)) await lab.addPerson({ username: uid, email: `${uid}@example.org` })
  const staff = await lab.addGroup('staff')
  await lab.verbs.changeMembers({
    ...lab.call,
    params: { id: staff.id },
    body: { add: (await lab.everybody()).map(({ id }) => id), remove: [] },
  })
  return (await lab.preview()).plan
}

async function ended(runId: number): Promise<Run> {
  let last: Run | undefined
  for await (const run of lab.verbs.runEvents({ ...lab.call, params: { id: runId } })) last = run
  if (!last) throw new Error('The run told nothing')
  return last
}

/** Everybody is there once, and nothing was written twice. */
async function expectWholeCompany(prefix: string) {
  expect((await lab.preview()).proposals).toEqual([])
  const entries = await server().search(['-b', users, '(objectClass=inetOrgPerson)', 'uid', 'memberOf'])
  expect(entries.map(({ attributes }) => attributes['uid']?.[0]).toSorted()).toEqual(
    uidsOf(prefix).toSorted(),
  )
  expect(entries.every(({ attributes }) => attributes['memberOf']?.length === 1)).toBe(true)
  const log = await server().search(['-b', 'cn=accesslog', '(&(objectClass=auditAdd)(reqResult=0))', 'reqDN'])
  const added = log.flatMap(({ attributes }) => attributes['reqDN'] ?? [])
  expect(added.filter((dn) => dn.startsWith(`uid=${prefix}`)).length).toBe(size)
}

test('S36 a connection that breaks off is made again: each write takes effect once', async () => {
  const plan = await beforeFirstSync('a')
  // Every connection reads the schema once; behind it there is room for a few writes.
  proxy.cutAfter((await schemaBytes(server())) + 1_500)
  const { run, operations } = await lab.apply(plan)
  proxy.heal()
  expect(run.state).toBe('interrupted')
  expect(run).toMatchObject({ resumable: true, failure: { code: 'connection_lost' } })
  expect(run.outcome.done).toBeGreaterThan(0)
  expect(run.outcome.cancelled).toBeGreaterThan(0)
  expect(operations.length).toBeLessThanOrEqual(run.progress.total ?? 0)
  await lab.verbs.resumeRun({ ...lab.call, params: { id: run.id } })
  const resumed = await ended(run.id)
  expect(resumed.outcome).toEqual({
    done: run.progress.total,
    refused: 0,
    drifted: 0,
    cancelled: 0,
    inDoubt: 0,
  })
  expect(resumed).toMatchObject({ state: 'succeeded', resumable: false, resumedAt: expect.any(String) })
  await expectWholeCompany('a')
})

test('S36 a cancelled run says what was not tried, and goes on where it stopped', async () => {
  const plan = await beforeFirstSync('b')
  let adds = 0
  const cancelled = proxy.before(
    (request) => request.kind === 'other' && request.tag === addRequest && ++adds === 20,
    () => lab.verbs.cancelRun({ ...lab.call, params: { id: 1 } }),
  )
  const { run } = await lab.apply(plan)
  await cancelled
  expect(run.state).toBe('cancelled')
  expect(run.outcome.done).toBeGreaterThanOrEqual(19)
  expect(run.outcome.done).toBeLessThan(size)
  expect(run.outcome.done + run.outcome.cancelled).toBe(run.progress.total)
  await lab.verbs.resumeRun({ ...lab.call, params: { id: run.id } })
  expect((await ended(run.id)).state).toBe('succeeded')
  await expect(lab.verbs.resumeRun({ ...lab.call, params: { id: run.id } })).rejects.toMatchObject({
    code: 'run_not_resumable',
  })
  await expectWholeCompany('b')
})

test('S36 a creation carried out late, after one looked for it on the next connection, is ours all the same', async () => {
  const isAdd = (request: FakeRequest) => request.kind === 'other' && request.tag === addRequest
  proxy = await startFaultProxy(server().ldapUrl)
  lab = await openCompany({ ...server(), ldapUrl: proxy.url })
  await lab.addPerson({ username: 'c1', email: 'c1@example.org' })
  await lab.sync()
  const [model] = await server().search(['-b', users, '(uid=c1)', '*'])
  if (!model) throw new Error('The first one was created')
  const late = JSON.parse(JSON.stringify(model).replaceAll('c1', 'c2')) as typeof model
  await lab.addPerson({ username: 'c2', email: 'c2@example.org' })
  const { plan } = await lab.preview()
  // The first request is lost with its connection; it is carried out when the second is on its way.
  const lost = proxy.before(isAdd, async () => {
    carriedOut = proxy.before(isAdd, () => server().modify(writeLdifEntry(late)))
    proxy.cut()
  })
  let carriedOut: Promise<void> | undefined
  const { run } = await lab.apply(plan)
  await lost
  await carriedOut
  expect(run).toMatchObject({ state: 'succeeded', outcome: { done: 1 } })
  expect((await lab.preview()).proposals).toEqual([])
})
