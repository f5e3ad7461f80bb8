import { describe, expect, onTestFinished, test } from 'vitest'
import { deleteLdif, dnOf, groupLdif, modifyLdif, personLdif, useSlapd, users } from './company.ts'
import type { Company } from './harness.ts'

const { server, company, change } = useSlapd()

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

test('an approval holds for the next plan with the same losses, and for no other', async () => {
  const lab = await company(people(uids(40)))
  await lab.sync()
  await change(...uids(6).map((uid) => deleteLdif(dnOf(uid))))
  const { plan } = await lab.preview()
  const body = { planHash: plan.planHash, selectionHash: plan.selectionHash, reason: 'They left' }
  await lab.verbs.approvePlan({ ...lab.call, params: { id: plan.id }, body })
  await change(titled('p20', 'New'))
  const next = await lab.preview()
  expect(next.plan.approval).toMatchObject({ reason: 'They left', carriedFrom: plan.id })
  await change(deleteLdif(dnOf('p06')))
  expect((await lab.preview()).plan.approval).toBeNull()
  const { run } = await lab.apply(next.plan)
  expect(run.outcome.done).toBe(7)
  expect(await held(lab)).toEqual(uids(6))
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

describe('the likeliest cause is named', () => {
  const sales = `ou=sales,${users}`
  const unit = (dn: string, ou: string) => `dn: ${dn}\nobjectClass: organizationalUnit\nou: ${ou}\n\n`
  const salesperson = (uid: string) => personLdif(uid, {}, `uid=${uid},${sales}`)
  const halves = () => [
    unit(sales, 'sales'),
    ...people(uids(12)),
    ...uids(8, 's').map(salesperson),
    groupLdif('staff', uids(12)),
  ]

  test('S06 an empty and a much smaller result name the setting, its old and new value, when and by whom', async () => {
    const lab = await company(people(uids(12)))
    await lab.sync()
    const saved = await lab.save((settings) => {
      settings.people.extraFilter = '(title=nobody)'
      settings.connection.pageSize = 100
    })
    const { guard } = (await lab.preview()).plan
    expect(guard).toMatchObject({ verdict: 'stopped', stops: [{ code: 'empty_result' }] })
    expect(guard?.causes[0]).toEqual({
      code: 'setting_changed',
      message: expect.stringContaining('extra filter changed from nothing to (title=nobody) (by tester'),
      change: {
        path: 'settings.people.extraFilter',
        before: '',
        after: '(title=nobody)',
        at: saved.savedAt,
        actor: 'tester',
        version: 2,
      },
    })
    const draft = structuredClone(saved.settings)
    draft.people.extraFilter = ''
    draft.people.bases = [{ dn: sales, scope: 'subtree' }]
    await change(unit(sales, 'sales'), salesperson('s00'))
    const few = (await lab.preview(draft)).plan.guard
    expect(few?.stops.map(({ code }) => code)).toEqual(['far_fewer_results'])
    expect(few?.causes[0]?.change).toMatchObject({ path: 'settings.people.bases', version: null })
  })

  test('S09 rights to half of the tree are lost: stopped, with the place that nobody sees any more', async () => {
    const lab = await company(halves(), undefined, 'reader')
    await lab.sync()
    await server().config(
      modifyLdif(
        'olcDatabase={2}mdb,cn=config',
        'add: olcAccess',
        `olcAccess: {0}to dn.subtree="${sales}" by * none`,
      ),
    )
    onTestFinished(() =>
      server().config(modifyLdif('olcDatabase={2}mdb,cn=config', 'delete: olcAccess', 'olcAccess: {0}')),
    )
    const { plan, proposals } = await lab.preview()
    expect(plan.proof?.complete).toBe(true)
    expect(proposals.map((row) => row.kind)).toEqual(Array.from({ length: 8 }, () => 'hold'))
    expect(plan.guard).toMatchObject({
      verdict: 'stopped',
      stops: [{ code: 'far_fewer_results' }],
      waiting: 8,
    })
    expect(plan.guard?.causes.map(({ code }) => code)).toEqual([
      'place_gone',
      'base_smaller',
      'nothing_changed',
    ])
    expect(plan.guard?.causes[0]?.message).toContain(
      `All 8 entries that can no longer be found were under ${sales}`,
    )
    await expect(lab.apply(plan)).rejects.toMatchObject({ code: 'approval_required' })
    expect(await held(lab)).toEqual([])
  })

  test('S06 an OU that was moved out of the search base is found where it is now', async () => {
    const archive = 'ou=archive,dc=example,dc=org'
    await change(unit(archive, 'archive'))
    onTestFinished(() => change(deleteLdif(archive)))
    const lab = await company(halves())
    await lab.sync()
    await change(
      ...uids(8, 's').map(
        (uid) =>
          `dn: uid=${uid},${sales}\nchangetype: modrdn\nnewrdn: uid=${uid}\ndeleteoldrdn: 1\nnewsuperior: ${archive}\n\n`,
      ),
    )
    const { guard } = (await lab.preview()).plan
    expect(guard?.causes[0]).toMatchObject({
      code: 'moved_away',
      message: expect.stringContaining(`All 8 entries that left what is synced are now under ${archive}`),
    })
    await change(...uids(8, 's').map((uid) => deleteLdif(`uid=${uid},${archive}`)))
  })
})
