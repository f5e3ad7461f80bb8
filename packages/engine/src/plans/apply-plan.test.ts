import { errorCodes, scheduleCaller, type Plan } from '@bindery/contract'
import { expect, test } from 'vitest'
import { runEvents } from '../runs/run-events.ts'
import { testCaller } from '../test-caller.ts'
import { request } from '../test-context.ts'
import { applyPlan } from './apply-plan.ts'
import { approvePlan } from './approve-plan.ts'
import { getPlan } from './get-plan.ts'
import { selectChanges } from './select-changes.ts'
import {
  addDirectory,
  addPlan,
  directoryId,
  hold,
  planContext,
  planId,
  row,
  saveVersion,
} from './test-plan.ts'

async function plans(...given: Parameters<typeof addPlan> extends [unknown, ...infer Rest] ? Rest : never) {
  const context = await planContext()
  await addDirectory(context)
  await addPlan(context, ...given)
  const params = { id: planId }
  const hashesOf = ({ planHash, selectionHash }: Plan) => ({ planHash, selectionHash })
  return {
    context,
    get: () => getPlan(context)(request('getPlan', { params })),
    select: (ids: number[], include: boolean) =>
      selectChanges(context)(request('selectChanges', { params, body: { ids, include } })),
    approve: (plan: Plan) =>
      approvePlan(context)(
        request('approvePlan', { params, body: { ...hashesOf(plan), reason: 'They left' } }),
      ),
    apply: (plan: Plan, caller = testCaller('ada')) =>
      applyPlan(context)(request('applyPlan', { params, body: hashesOf(plan), caller })),
  }
}

const refusal = (code: string, detail: RegExp = /./) =>
  expect.objectContaining({ code, message: expect.stringMatching(detail) as string })
const holds = [1, 2, 3, 4, 5, 6].map(hold)

test('S38 a plan or selection other than the reviewed one is refused', async () => {
  const { get, select, apply, approve } = await plans([row(1), row(2)])
  const reviewed = await get()
  await expect(apply({ ...reviewed, planHash: 'another' })).rejects.toEqual(refusal('hash_mismatch'))
  await select([2], false)
  await expect(apply(reviewed)).rejects.toEqual(refusal('hash_mismatch', /1 are included now/))
  await expect(approve(reviewed)).rejects.toEqual(refusal('hash_mismatch'))
})

test('S38 settings saved since make a plan stale, and the refusal says what changed and who changed it', async () => {
  const { context, get, apply } = await plans([row(1)])
  await saveVersion(context, 2, ({ people }) => (people.extraFilter = '(l=Oslo)'))
  const plan = await get()
  expect(plan.stale).toMatch(/by grace: extra filter \(people\)/)
  await expect(apply(plan)).rejects.toEqual(refusal('plan_stale', /extra filter \(people\)/))
})

test('S38 a save that leaves the settings as they were does not make a plan stale', async () => {
  const { context, get } = await plans([row(1)])
  await saveVersion(context, 2, () => undefined)
  expect((await get()).stale).toBe('')
})

test('S38 a plan made before another one was applied is stale', async () => {
  const { context, get, apply } = await plans([row(1)])
  await context.store.db
    .insertInto('runs')
    .values({
      id: 3,
      directory_id: directoryId,
      plan_id: 8,
      state: 'succeeded',
      started_at: '2026-03-01T11:05:00.000Z',
      finished_at: null,
      actor: 'ada',
      progress: '{}',
      planned: '[]',
      failure: null,
    })
    .execute()
  await expect(apply(await get())).rejects.toEqual(refusal('plan_stale', /Plan 8 was applied/))
  expect(errorCodes.plan_stale.title).toBe('The plan is out of date')
})

const held = (count: number) => [{ side: 'accounts', subjectKind: 'person', kind: 'hold', count }]

test('S38 removals beyond the limit wait for approval, which re-including another removal voids', async () => {
  const { get, select, apply, approve } = await plans([...holds, hold(7), row(8)])
  const selected = await select([7], false)
  expect(selected).toMatchObject({ removals: held(6), included: 7, guard: { verdict: 'needs_approval' } })
  await expect(apply(selected)).rejects.toEqual(refusal('approval_required'))

  const approved = await approve(selected)
  expect(approved.approval).toMatchObject({
    actor: 'ada',
    at: '2026-03-01T12:00:00.000Z',
    reason: 'They left',
  })

  const more = await select([7], true)
  expect(more).toMatchObject({ removals: held(7), approval: null })
  await expect(apply(more)).rejects.toEqual(refusal('approval_required'))
  expect((await get()).approval).toBeNull()
})

test('S06 a plan from a broken read is stopped until approved, with the numbers in the refusal', async () => {
  const stored = (
    await (
      await plans([])
    ).context.store.db
      .selectFrom('plans')
      .select('guard_input')
      .executeTakeFirstOrThrow()
  ).guard_input
  const snapshot = { people: 20, previous: 250, linked: 250 }
  const { get, apply, approve } = await plans([row(1)], {
    guard_input: JSON.stringify({ ...(JSON.parse(stored) as object), snapshot }),
  })
  const plan = await get()
  expect(plan.guard?.verdict).toBe('stopped')
  await expect(apply(plan)).rejects.toEqual(refusal('approval_required', /20 people.*250/))
  expect((await approve(plan)).approval).not.toBeNull()
})

test('the removals of the last 24 hours count, older ones and refused ones do not (S51)', async () => {
  const { context, get } = await plans([hold(1)])
  const done = (id: number, at: string, state = 'done') => ({
    id,
    run_id: 1,
    change_id: id,
    directory_id: directoryId,
    state,
    side: 'accounts',
    subject_kind: 'person',
    kind: 'hold',
    name: 'x',
    dn: null,
    effect: '',
    atomic: 1,
    at,
    intent: '{}',
    before_image: null,
    failure: null,
    guard: '{"removals":1}',
  })
  const today = '2026-03-01T09:00:00.000Z'
  const rows = [1, 2, 3, 4].map((id) => done(id, today))
  rows.push(done(5, '2026-02-28T11:59:59.000Z'), done(6, today, 'refused'))
  await context.store.db.insertInto('journal').values(rows).execute()
  const limitOf = async () => (await get()).guard?.limits.find((limit) => limit.kind === 'removals')
  expect(await limitOf()).toMatchObject({ count: 1, recent: 4, limit: 5, exceeded: false })
  await context.store.db.insertInto('journal').values(done(7, today)).execute()
  expect(await limitOf()).toMatchObject({ count: 1, recent: 5, exceeded: true })
})

test.each([
  ['plan_of_draft', { settings_version: null }],
  ['plan_used', { state: 'applying', run_id: 4 }],
  ['plan_used', { state: 'applied', run_id: 4 }],
  ['plan_not_ready', { state: 'running' }],
  ['plan_not_ready', { state: 'failed' }],
  ['plan_not_ready', { state: 'cancelled' }],
])('%s for a plan with %o', async (code, more) => {
  const { get, apply } = await plans([row(1)], more)
  await expect(apply(await get())).rejects.toEqual(refusal(code))
})

test('a directory that is switched off is previewed but not written to', async () => {
  const { context, get, apply } = await plans([row(1)])
  await context.store.db.updateTable('directories').set({ enabled: 0 }).execute()
  await expect(apply(await get())).rejects.toEqual(refusal('not_enabled'))
})

test('one plan, one run; a server that is not there fails it in words', async () => {
  const told = row(4, { kind: 'skipped', applicable: 0, included: 0 })
  const { context, get, select, apply } = await plans([row(1), row(2), hold(3), told])
  const plan = await select([2, 3], false)
  const outcomes = await Promise.allSettled([apply(plan), apply(plan)])
  expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const { runId } = await get()
  expect(await get()).toMatchObject({ state: 'applying', runId: 1 })
  await expect(apply(plan)).rejects.toEqual(refusal('plan_used'))

  const events = runEvents(context)(request('runEvents', { params: { id: runId ?? 0 } }))
  const run = (await Array.fromAsync(events)).at(-1)
  expect(run).toMatchObject({ state: 'failed', planId, failure: { code: 'connection_refused' } })
  expect(run?.planned).toEqual([
    { side: 'accounts', subjectKind: 'person', kind: 'update', total: 2, included: 1 },
    { side: 'accounts', subjectKind: 'person', kind: 'hold', total: 1, included: 0 },
    { side: 'accounts', subjectKind: 'person', kind: 'skipped', total: 1, included: 0 },
  ])
  expect(run?.sentence).toMatch(/0 of 1 change done/)
  await expect(apply(plan)).rejects.toEqual(refusal('plan_used'))
})

test('removals are applied only by somebody who has shown lately who they are, or by the schedule', async () => {
  const stale = { ...testCaller('ada'), provedAt: new Date('2026-03-01T11:49:59.000Z') }
  const { get, select, apply } = await plans([row(1), hold(2)])
  const plan = await get()
  await expect(apply(plan, stale)).rejects.toEqual(refusal('proof_required', /apply removals/))
  await expect(apply(await select([2], false), stale)).resolves.toEqual({ runId: expect.any(Number) })
  const scheduled = await plans([hold(1)])
  await expect(scheduled.apply(await scheduled.get(), scheduleCaller)).resolves.toBeDefined()
})
