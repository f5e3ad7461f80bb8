import { operationSchema, runSchema, type Run } from '@bindery/contract'
import { insertMany, type Tables } from '@bindery/store'
import { expect, test } from 'vitest'
import { addDirectory, addPlan, hold, planContext, planId, row } from '../plans/test-plan.ts'
import { testCaller } from '../test-caller.ts'
import { request } from '../test-context.ts'
import { describeRun } from './describe-run.ts'
import { getRun } from './get-run.ts'
import { listOperations } from './list-operations.ts'
import { listRuns } from './list-runs.ts'
import { resumeRun } from './resume-run.ts'

const at = '2026-03-01T11:00:00.000Z'
const run = (id: number, more: Partial<Tables['runs']> = {}): Tables['runs'] => ({
  id,
  directory_id: 1,
  plan_id: id,
  state: 'partly',
  started_at: at,
  resumed_at: null,
  finished_at: at,
  actor: 'ada',
  progress: '{"phase":"connecting","done":0,"total":6}',
  planned: '[{"side":"accounts","subjectKind":"person","kind":"update","total":9,"included":6}]',
  failure: null,
  ...more,
})
const operation = (id: number, state: string): Tables['journal'] => ({
  id,
  run_id: 1,
  change_id: id,
  state,
  side: 'accounts',
  subject_kind: 'person',
  kind: 'update',
  name: `person-${id}`,
  dn: null,
  effect: 'Changes',
  atomic: 1,
  at,
  intent: '{}',
  before_image: null,
  failure: null,
  guard: '{}',
  directory_id: 1,
})

async function journal(...states: string[]) {
  const context = await planContext()
  await insertMany(context.store.db, 'runs', [run(1), run(2, { directory_id: 5 }), run(3)])
  await insertMany(
    context.store.db,
    'journal',
    states.map((state, index) => operation(index + 1, state)),
  )
  return context
}

test('the journal shows failures first, in pages without gap or repetition', async () => {
  const context = await journal('done', 'drifted', 'refused', 'done', 'in_doubt', 'refused', 'cancelled')
  const seen: number[] = []
  let after: string | undefined
  do {
    const page = await listOperations(context)(
      request('listOperations', { params: { id: 1 }, query: { limit: 2, after } }),
    )
    expect(page.total).toBe(7)
    for (const item of page.items) expect(operationSchema.parse(item)).toEqual(item)
    seen.push(...page.items.map((item) => item.id))
    after = page.next ?? undefined
  } while (after !== undefined)
  expect(seen).toEqual([3, 6, 5, 2, 7, 1, 4])
})

test('what a run that has ended never tried is read from its plan: what was included, and no journal knows', async () => {
  const context = await planContext()
  const { db } = context.store
  const rows = [row(1), row(2), row(3, { included: 0 }), row(4), row(5, { applicable: 0 }), row(6)]
  await addPlan(context, rows)
  await db.insertInto('plan_selection').values({ plan_id: planId, change_id: 6, included: 0 }).execute()
  await insertMany(db, 'runs', [run(1, { plan_id: planId, state: 'cancelled' })])
  await insertMany(db, 'journal', [operation(1, 'done')])
  const list = async (query: { limit: number; after?: string; state?: 'cancelled' }) => {
    const page = await listOperations(context)(request('listOperations', { params: { id: 1 }, query }))
    for (const item of page.items) expect(operationSchema.parse(item)).toEqual(item)
    return [page.items.map(({ id, state }) => `${id} ${state}`), page.next, page.total]
  }
  expect(await list({ limit: 9 })).toEqual([['2 cancelled', '4 cancelled', '1 done'], null, 3])
  expect(await list({ limit: 1, state: 'cancelled' })).toEqual([['2 cancelled'], '4:2', 2])
  expect(await list({ limit: 2, after: '4:2' })).toEqual([['4 cancelled', '1 done'], null, 3])
  await db.updateTable('runs').set({ state: 'running' }).where('id', '=', 1).execute()
  expect(await list({ limit: 9 })).toEqual([['1 done'], null, 1])
})

test.each([
  ['goes on with removals only after a fresh proof', hold(1), false],
  ['goes on with other changes without one', row(1), true],
])('a run that was stopped %s', async (_what, change, goesOn) => {
  const context = await planContext()
  await addDirectory(context)
  await addPlan(context, [change], { state: 'applied', run_id: 1 })
  await insertMany(context.store.db, 'runs', [run(1, { plan_id: planId, state: 'cancelled' })])
  const caller = { ...testCaller('ada', 'operator'), provedAt: new Date('2026-03-01T11:49:59.000Z') }
  const resumed = resumeRun(context)(request('resumeRun', { params: { id: 1 }, caller }))
  if (goesOn) await expect(resumed).resolves.toEqual({})
  else await expect(resumed).rejects.toMatchObject({ code: 'proof_required' })
})

test('one state alone can be asked for', async () => {
  const context = await journal('done', 'refused', 'refused')
  const query = { limit: 1, state: 'refused' } as const
  const page = await listOperations(context)(request('listOperations', { params: { id: 1 }, query }))
  expect(page).toMatchObject({ total: 2, next: '0:2', items: [{ id: 2, state: 'refused' }] })
})

test('a run counts its outcomes; once it has ended, what the journal has no end for was not tried', async () => {
  const context = await journal('done', 'done', 'refused', 'in_doubt', 'intent')
  const found = await getRun(context)(request('getRun', { params: { id: 1 } }))
  expect(runSchema.parse(found)).toEqual(found)
  expect(found.outcome).toEqual({ done: 2, refused: 1, drifted: 0, cancelled: 2, inDoubt: 1 })
  expect(found.progress).toEqual({ phase: 'done', done: 4, total: 6 })
  await expect(getRun(context)(request('getRun', { params: { id: 9 } }))).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('runs are listed newest first, also of one directory', async () => {
  const context = await journal()
  const list = async (query: { after?: string; directoryId?: number; limit: number }) => {
    const page = await listRuns(context)(request('listRuns', { query }))
    return [page.items.map((item) => item.id), page.next, page.total]
  }
  expect(await list({ limit: 2 })).toEqual([[3, 2], '2', 3])
  expect(await list({ limit: 2, after: '2' })).toEqual([[1], null, 3])
  expect(await list({ limit: 2, directoryId: 1 })).toEqual([[3, 1], null, 2])
})

const failure = { code: 'connection_lost', message: 'The connection broke off', fix: '', field: '', raw: '' }
test.each<[string, Run['state'], Partial<Run['outcome']>, boolean]>([
  ['6 of 6 changes done', 'succeeded', { done: 6 }, false],
  ['4 of 6 changes done; 1 refused, 1 drifted', 'partly', { done: 4, refused: 1, drifted: 1 }, false],
  ['The connection broke off; 0 of 6 changes done', 'failed', {}, true],
  ['Cancelled; 2 of 6 changes done', 'cancelled', { done: 2 }, false],
  ['Interrupted; 2 of 6 changes done; 1 in doubt', 'interrupted', { done: 2, inDoubt: 1 }, true],
])('%s', (sentence, state, outcome, failed) => {
  const none = { done: 0, refused: 0, drifted: 0, cancelled: 0, inDoubt: 0 }
  const planned: Run['planned'] = [
    { side: 'accounts', subjectKind: 'person', kind: 'update', total: 9, included: 6 },
  ]
  const told = { state, planned, outcome: { ...none, ...outcome }, failure: failed ? failure : null }
  expect(describeRun(told)).toBe(sentence)
})

test('the thousands of a run are parted', () => {
  const planned: Run['planned'] = [
    { side: 'accounts', subjectKind: 'person', kind: 'update', total: 20_022, included: 20_022 },
  ]
  const outcome = { done: 18_818, refused: 1204, drifted: 0, cancelled: 0, inDoubt: 0 }
  expect(describeRun({ state: 'partly', planned, outcome, failure: null })).toBe(
    '18,818 of 20,022 changes done; 1,204 refused',
  )
})
