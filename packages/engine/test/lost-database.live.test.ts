import type { Plan } from '@bindery/contract'
import {
  startFaultProxy,
  startPostgres,
  startSlapd,
  type FakeRequest,
  type FaultProxy,
  type Postgres,
  type Slapd,
} from '@bindery/testbed'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../src/schedule/clock.ts'
import { personLdif } from './company.ts'
import { openCompany, type Company } from './harness.ts'

/** RFC 4511 §4.6. */
const modifyRequest = 0x66
const away = { code: 'database_unavailable' }

let slapd: Slapd
let postgres: Postgres
let proxy: FaultProxy
let lab: Company
beforeAll(async () => {
  ;[slapd, postgres] = await Promise.all([startSlapd(), startPostgres()])
  proxy = await startFaultProxy(slapd.ldapUrl)
  await postgres.createDatabase('bindery')
  await slapd.modify(['ada', 'ben'].map((uid) => personLdif(uid)).join(''))
  const own = { ...slapd, ldapUrl: proxy.url }
  lab = await openCompany(own, undefined, systemClock, postgres.urlOf('bindery'))
})
afterAll(async () => {
  await lab.close()
  await Promise.all([proxy.stop(), postgres.stop(), slapd.stop()])
})

/** Takes the database away as the directory is sent such a request. */
const loseAt = (matches: (request: FakeRequest) => boolean) =>
  proxy.before(matches, () => postgres.stopServer())

test('a preview whose database goes away has failed when it is back, and the next one is made', async () => {
  const lost = loseAt(({ kind }) => kind === 'search')
  const params = { id: lab.directoryId }
  const { planId } = await lab.verbs.startPreview({ ...lab.call, params, body: { draft: undefined } })
  await lost
  expect(await lab.databaseReady()).toBe(false)
  await expect(lab.everybody()).rejects.toMatchObject(away)
  await postgres.startServer()
  expect(await lab.databaseReady()).toBe(true)
  await expect(lab.endOf(planId)).resolves.toMatchObject({ state: 'failed', failure: away } satisfies Partial<
    Record<keyof Plan, unknown>
  >)
  const { proposals } = await lab.preview()
  expect(proposals.map((row) => row.name).toSorted()).toEqual(['ada', 'ben'])
})

async function titleThere(): Promise<readonly string[] | undefined> {
  const [entry] = await slapd.search(['(uid=ada)', 'title'])
  return entry?.attributes['title']
}

test('a sync whose database goes away is resumed when it is back, and both sides agree', async () => {
  await lab.sync()
  await lab.editPerson('ada', { title: 'Countess' })
  const lost = loseAt((request) => request.kind === 'other' && request.tag === modifyRequest)
  const applied = lab.apply((await lab.preview()).plan).catch((error: unknown) => error)
  await lost
  // Sooner, the run might find the database back before it has anything to write of this.
  await expect.poll(titleThere, { timeout: 30_000 }).toEqual(['Countess'])
  await postgres.startServer()
  await applied
  const { items } = await lab.verbs.listRuns({ ...lab.call, query: { limit: 1 } })
  const params = { id: items[0]?.id ?? 0 }
  const [run] = (await Array.fromAsync(lab.verbs.runEvents({ ...lab.call, params }))).slice(-1)
  expect(run).toMatchObject({ state: 'interrupted', failure: away, resumable: true })
  await lab.verbs.resumeRun({ ...lab.call, params })
  for await (const step of lab.verbs.runEvents({ ...lab.call, params })) void step
  expect((await lab.preview()).proposals).toEqual([])
  expect(await titleThere()).toEqual(['Countess'])
})
