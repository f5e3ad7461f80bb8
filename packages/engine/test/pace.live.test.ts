import { startBusyProxy, type ArrivingWrite, type BusyProxyOptions } from '@bindery/testbed'
import { expect, onTestFinished, test } from 'vitest'
import { dnOf, groupDn, groupLdif, personLdif, useSlapd } from './company.ts'

const size = 120
const uids = Array.from({ length: size }, (_, index) => `p${index}`)
const lab = useSlapd()

/** A synced company behind such a proxy, whose every account has a new title that its entry is to get. */
async function beforePush(options: BusyProxyOptions) {
  const proxy = await startBusyProxy(lab.server().ldapUrl, options)
  onTestFinished(() => proxy.stop())
  const company = await lab.company(
    uids.map((uid) => personLdif(uid, { title: ['Old'] })),
    ({ connection }) => {
      connection.urls = [proxy.url]
    },
  )
  await company.sync()
  for (const uid of uids) await company.editPerson(uid, { title: 'New' })
  const { plan } = await company.preview()
  return { company, plan, proxy, before: proxy.roundTrips() }
}

const titles = () => Promise.all(uids.map((uid) => lab.values(dnOf(uid), 'title')))
/** The writes of titles that took effect, by the server's own log. */
const written = async () =>
  (await lab.server().search(['-b', 'cn=accesslog', '(&(objectClass=auditModify)(reqResult=0))', 'reqMod']))
    .flatMap(({ attributes }) => attributes['reqMod'] ?? [])
    .filter((change) => change.startsWith('title:+ New'))

test('many writes are under way at once on a connection far away', async () => {
  const { company, plan, proxy } = await beforePush({ roundTripMs: 20 })
  const before = { writes: proxy.writes(), log: (await written()).length }
  const { run } = await company.apply(plan)
  expect(run).toMatchObject({ state: 'succeeded', outcome: { done: size } })
  expect(proxy.writes() - before.writes).toBe(size)
  expect((await written()).length - before.log).toBe(size)
  // Connecting and asking what server it is are a few of them.
  expect(proxy.roundTrips()).toBeLessThan(size / 4)
  expect((await titles()).flat()).toEqual(uids.map(() => 'New'))
})

test('memberships of many groups are under way at once, each group’s own in its order', async () => {
  const proxy = await startBusyProxy(lab.server().ldapUrl, { roundTripMs: 20 })
  onTestFinished(() => proxy.stop())
  const groups = Array.from({ length: 40 }, (_, index) => `g${index}`)
  const company = await lab.company(
    [personLdif('ada'), personLdif('bo'), ...groups.map((name) => groupLdif(name, ['ada']))],
    ({ connection }) => {
      connection.urls = [proxy.url]
    },
  )
  await company.sync()
  // The only member goes, and a group must have one: who comes is there before.
  for (const name of groups) await company.editMembers(name, { add: ['bo'], remove: ['ada'] })
  const { plan } = await company.preview()
  const { run } = await company.apply(plan, { approve: true })
  expect(run).toMatchObject({ state: 'succeeded', outcome: { done: groups.length } })
  expect(proxy.roundTrips()).toBeLessThan(groups.length)
  for (const name of groups) expect(await lab.values(groupDn(name), 'uniqueMember')).toEqual([dnOf('bo')])
})

test('a server with little room is given no more than it takes, and every write gets through once', async () => {
  const { company, plan, proxy } = await beforePush({
    roundTripMs: 10,
    takes: ({ inFlight }) => inFlight < 4,
  })
  const before = { refusals: proxy.refusals(), log: (await written()).length }
  const { run } = await company.apply(plan)
  expect(run).toMatchObject({ state: 'succeeded', outcome: { done: size } })
  expect((await written()).length - before.log).toBe(size)
  const refusals = proxy.refusals() - before.refusals
  expect(refusals).toBeGreaterThan(0)
  expect(refusals).toBeLessThan(size)
})

test.each([
  { problem: 'busy', code: 51, words: '' },
  { problem: 'admin_limit', code: 11, words: 'administrative limit' },
  { problem: 'busy', code: 53, words: 'too many operations, try again later' },
] as const)(
  'busy for good ($code): the row fails alone, with the server’s words',
  async ({ problem, ...busy }) => {
    const never = ({ dn }: ArrivingWrite) => dn !== dnOf('p7')
    const { company, plan } = await beforePush({ takes: never, busy })
    const { run, operations } = await company.apply(plan)
    expect(run).toMatchObject({ state: 'partly', outcome: { done: size - 1, refused: 1 } })
    const failed = operations.filter(({ state }) => state !== 'done')
    expect(failed.map(({ name }) => name)).toEqual(['p7'])
    expect(failed[0]?.failure).toMatchObject({ code: problem, raw: expect.stringContaining(busy.words) })
  },
)

test('a cancellation is heard within a second: what is under way is settled, nothing else is tried', async () => {
  const { company, plan, proxy } = await beforePush({ roundTripMs: 200 })
  const { verbs, call } = company
  const applying = company.apply(plan)
  const before = proxy.writes()
  while (proxy.writes() - before < 5) await new Promise(setImmediate)
  const { items } = await verbs.listRuns({ ...call, query: { limit: 1 } })
  const asked = performance.now()
  await verbs.cancelRun({ ...call, params: { id: items[0]?.id ?? 0 } })
  const { run } = await applying
  expect(performance.now() - asked).toBeLessThan(1000)
  expect(run.state).toBe('cancelled')
  expect(run.outcome).toMatchObject({ refused: 0, drifted: 0, inDoubt: 0 })
  expect(run.outcome.done).toBe(proxy.writes() - before)
  expect((await titles()).flat().filter((title) => title === 'New')).toHaveLength(run.outcome.done)
})
