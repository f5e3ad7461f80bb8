import { describe, expect, test } from 'vitest'
import { deleteLdif, dnOf, modifyLdif, personLdif, useSlapd } from './company.ts'
import type { Company } from './harness.ts'

const { company, change } = useSlapd()

const uids = (count: number, letter = 'p') =>
  Array.from({ length: count }, (_, index) => `${letter}${String(index).padStart(2, '0')}`)
const people = (names: readonly string[]) => names.map((uid) => personLdif(uid))
const titled = (uid: string, title: string) => modifyLdif(dnOf(uid), 'replace: title', `title: ${title}`)

/** Leaves out what waits for approval, and applies the rest. */
async function applyRest(lab: Company) {
  const { plan } = await lab.preview()
  const body = { include: false, waiting: true as const }
  return lab.apply(await lab.verbs.selectChanges({ ...lab.call, params: { id: plan.id }, body }))
}
const held = async (lab: Company) =>
  (await lab.everybody()).filter((row) => row.badge === 'held').map((row) => row.username)

describe('removals wait while the rest is applied', () => {
  test('S44 a mistyped filter saved and previewed twice removes nobody, though updates were applied between', async () => {
    const lab = await company(people(uids(20)))
    await lab.sync()
    await lab.save((settings) => {
      settings.people.extraFilter = '(!(uid=p0*))'
      settings.policy.guard.removals = { count: 50, percent: 100 }
    })
    await change(titled('p15', 'New'), personLdif('zoe'))
    // Ten of twenty: too few for the guard to believe the read, so not even the update goes ahead.
    expect((await lab.preview()).plan.guard).toMatchObject({ verdict: 'stopped', waiting: 12 })
    await lab.save((settings) => {
      settings.people.extraFilter = '(!(uid=p00))'
    })
    // One of twenty, far inside the limits: it waits all the same, because the filter is new.
    const first = await lab.preview()
    expect(first.plan.guard).toMatchObject({ verdict: 'needs_approval', settingsChanged: true, waiting: 1 })
    await expect(lab.apply(first.plan)).rejects.toMatchObject({ code: 'approval_required' })
    const { run } = await applyRest(lab)
    expect(run).toMatchObject({ state: 'succeeded', outcome: { done: 2 } })
    expect((await lab.person('p15')).title).toBe('New')
    const second = await lab.preview()
    expect(second.plan.guard).toMatchObject({ verdict: 'needs_approval', settingsChanged: true })
    expect(second.proposals.map((row) => [row.kind, row.name])).toEqual([['hold', 'p00']])
    expect(await held(lab)).toEqual([])
    // Once a person has approved it, the filter is settled: what leaves later is only counted.
    await lab.apply(second.plan, { approve: true })
    await change(deleteLdif(dnOf('p01')))
    expect((await lab.preview()).plan.guard).toMatchObject({ verdict: 'within', settingsChanged: false })
    expect(await held(lab)).toEqual(['p00'])
  })

  test('the read that later ones are measured by is one that passed whole', async () => {
    const lab = await company(people(uids(20)))
    await lab.sync()
    await change(...uids(10).map((uid) => deleteLdif(dnOf(uid))), titled('p15', 'New'))
    const stopped = await lab.preview()
    expect(stopped.plan.guard?.stops).toEqual([
      { code: 'far_fewer_results', message: expect.stringMatching(/10 people.*20/) },
    ])
    const selection = await lab.verbs.selectChanges({
      ...lab.call,
      params: { id: stopped.plan.id },
      body: { include: false, filter: { kind: 'hold' } },
    })
    expect((await lab.apply(selection, { approve: true })).run.state).toBe('succeeded')
    // The ten are not held, so ten people are not what the directory is known to have.
    expect((await lab.preview()).plan.guard?.verdict).toBe('stopped')
    const all = await lab.sync({ approve: true })
    expect(all.run.state).toBe('succeeded')
    expect((await lab.preview()).plan.guard?.verdict).toBe('within')
  })
})

test('S51 five removals per run, each inside the limit, are stopped by the sum of 24 hours', async () => {
  const lab = await company(people(uids(60)))
  await lab.sync()
  const leave = (from: number, to: number) =>
    change(
      ...uids(to)
        .slice(from)
        .map((uid) => deleteLdif(dnOf(uid))),
    )
  await leave(0, 5)
  const first = await lab.sync()
  expect(first.plan.guard?.verdict).toBe('within')
  expect(first.run.outcome.done).toBe(5)
  await leave(5, 10)
  const second = await lab.preview()
  expect(second.plan.guard?.limits).toContainEqual(
    expect.objectContaining({
      kind: 'removals',
      side: 'accounts',
      count: 5,
      recent: 5,
      limit: 5,
      waits: true,
    }),
  )
  await expect(lab.apply(second.plan)).rejects.toMatchObject({ code: 'approval_required' })
  await expect(applyRest(lab)).rejects.toMatchObject({ code: 'invalid_request' })
  expect((await held(lab)).length).toBe(5)
})
