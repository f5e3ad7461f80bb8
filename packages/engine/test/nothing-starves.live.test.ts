import { startSlapd, type Slapd } from '@bindery/testbed'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openCompany, type Company } from './harness.ts'

/** Enough for the read to last until the server is frozen. */
const size = { people: 20_000, groups: 50, memberships: 20_000 }
/** Milliseconds within which a cancellation has to have ended what it cancels. */
const soon = 1000

let slapd: Slapd
let lab: Company

beforeAll(async () => {
  slapd = await startSlapd({ load: size })
  lab = await openCompany(slapd)
}, 240_000)
afterAll(async () => {
  await lab.close()
  await slapd.stop()
})

const startPreview = async () =>
  (await lab.verbs.startPreview({ ...lab.call, params: { id: lab.directoryId }, body: {} })).planId
const plan = (id: number) => lab.verbs.getPlan({ ...lab.call, params: { id } })
const planEvents = (id: number) => lab.verbs.planEvents({ ...lab.call, params: { id } })

/** A second directory of the same accounts. */
async function addDirectory(other: Slapd): Promise<number> {
  const settings = structuredClone(lab.settings)
  settings.connection = { ...settings.connection, urls: [other.ldapUrl], bindDn: other.adminDn }
  const secrets = { ...lab.secrets, bindPassword: { set: other.adminPassword } }
  for await (const step of lab.verbs.testConnection({
    ...lab.call,
    body: { directoryId: null, settings, secrets },
  }))
    if (step.state === 'failed') throw new Error(`${step.name}: ${step.error?.message}`)
  const body = { name: 'Other', enabled: true, settings, secrets }
  return (await lab.verbs.createDirectory({ ...lab.call, body })).id
}

test('while a directory does not answer, another is synced, and its own preview can be cancelled', async () => {
  const other = await startSlapd({ load: 'sample' })
  onTestFinished(() => other.stop())
  const directoryId = await addDirectory(other)
  const id = await startPreview()
  for await (const { progress } of planEvents(id)) if (progress.phase === 'reading_people') break
  slapd.pause()
  try {
    const small = await lab.verbs.startPreview({ ...lab.call, params: { id: directoryId }, body: {} })
    const ready = await lab.ready(small.planId)
    expect(ready.proposals.length).toBeGreaterThan(100)
    const { run } = await lab.apply(ready.plan, { approve: ready.plan.guard?.verdict === 'needs_approval' })
    expect(run.state).toBe('succeeded')
    expect((await plan(id)).state).toBe('running')
    const asked = performance.now()
    await lab.verbs.cancelPlan({ ...lab.call, params: { id } })
    for await (const { state } of planEvents(id)) if (state !== 'running') break
    expect(performance.now() - asked).toBeLessThan(soon)
    expect((await plan(id)).state).toBe('cancelled')
  } finally {
    slapd.resume()
  }
}, 240_000)
