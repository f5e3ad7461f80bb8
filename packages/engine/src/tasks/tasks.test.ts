import { defaultSettings, type Plan } from '@bindery/contract'
import { insertMany } from '@bindery/store'
import { Worker } from 'node:worker_threads'
import { expect, onTestFinished, test, vi } from 'vitest'
import { keepSecrets } from '../directories/test-input.ts'
import { cancelPlan } from '../plans/cancel-plan.ts'
import { planEvents } from '../plans/plan-events.ts'
import { startPreview } from '../plans/start-preview.ts'
import { addDirectory, addPlan, directoryId, planContext, planId, row } from '../plans/test-plan.ts'
import { runEvents } from '../runs/run-events.ts'
import { request } from '../test-context.ts'
import { failureOf } from './end-task.ts'
import { takeUpInterrupted } from './take-up-interrupted.ts'
import { createLiveProgress } from './live-progress.ts'
import { createReporter } from './report-progress.ts'
import { watchTask } from './watch-task.ts'

const params = { id: directoryId }

test('a preview runs in a thread; one of the same directory at the same time is refused', async () => {
  const context = await planContext()
  await addDirectory(context)
  const start = () => startPreview(context)(request('startPreview', { params, body: {} }))
  const { planId: id } = await start()
  await expect(start()).rejects.toMatchObject({ code: 'busy' })
  const seen = await Array.fromAsync(planEvents(context)(request('planEvents', { params: { id } })))
  expect(seen.slice(0, -1).every((plan) => plan.state === 'running')).toBe(true)
  expect(seen.at(-1)).toMatchObject({
    state: 'failed',
    settingsVersion: 1,
    failure: { code: 'connection_refused' },
  })
  // Whoever saw the end may start the next at once.
  const next = await start()
  await cancelPlan(context)(request('cancelPlan', { params: { id: next.planId } }))
})

test('a thread takes one task after the other, and ends by itself on closing', async () => {
  const terminate = vi.spyOn(Worker.prototype, 'terminate')
  onTestFinished(() => terminate.mockRestore())
  const threads = new Set<number>()
  const note = (worker: Worker) => threads.add(worker.threadId)
  process.on('worker', note)
  onTestFinished(() => void process.off('worker', note))
  const context = await planContext()
  await addDirectory(context)
  for (let count = 0; count < 3; count++) {
    await startPreview(context)(request('startPreview', { params, body: {} }))
    await context.tasks.ended(directoryId)
  }
  await context.tasks.close()
  expect(threads.size).toBe(1)
  expect(terminate).not.toHaveBeenCalled()
})

test('a preview of a draft has no version, and its secrets are asked for before it starts', async () => {
  const context = await planContext()
  await addDirectory(context)
  const start = (url: string) => {
    const settings = defaultSettings()
    settings.connection.urls = [url]
    const draft = { directoryId, settings, secrets: keepSecrets }
    return startPreview(context)(request('startPreview', { params, body: { draft } }))
  }
  await expect(start('ldap://127.0.0.1:2')).rejects.toMatchObject({ code: 'secret_required' })
  const { planId: id } = await start('ldap://127.0.0.1:1')
  const seen = await Array.fromAsync(planEvents(context)(request('planEvents', { params: { id } })))
  expect(seen.at(-1)).toMatchObject({ state: 'failed', settingsVersion: null })
})

test('what ran when Bindery was stopped is taken up at the next start, and closed where the directory is away', async () => {
  const context = await planContext()
  const { store, now, tasks } = context
  await addDirectory(context)
  await addPlan(context, [row(1)], { state: 'applying', run_id: 2 })
  await addPlan(context, [], { id: 8, state: 'running' })
  await addPlan(context, [], { id: 9, state: 'ready' })
  const run = {
    id: 2,
    directory_id: 1,
    plan_id: planId,
    state: 'running',
    started_at: '',
    resumed_at: null,
    finished_at: null,
  }
  await insertMany(store.db, 'runs', [{ ...run, actor: '', progress: '{}', planned: '[]', failure: null }])
  const operation = {
    run_id: 2,
    side: '',
    subject_kind: '',
    kind: '',
    name: '',
    dn: null,
    effect: '',
    atomic: 1,
  }
  const rest = { at: '', intent: '{}', before_image: null, failure: null, guard: '{}', directory_id: 1 }
  await insertMany(store.db, 'journal', [
    { id: 1, change_id: 1, state: 'done', ...operation, ...rest },
    { id: 2, change_id: 2, state: 'intent', ...operation, ...rest },
  ])
  await takeUpInterrupted(store, tasks, now)
  for await (const _ of runEvents(context)(request('runEvents', { params: { id: 2 } })));
  const states = async (table: 'plans' | 'runs' | 'journal') =>
    (await store.db.selectFrom(table).select('state').orderBy('id').execute()).map(({ state }) => state)
  expect(await states('plans')).toEqual(['applied', 'failed', 'ready'])
  expect(await states('runs')).toEqual(['interrupted'])
  expect(await states('journal')).toEqual(['done', 'in_doubt'])
  const plan = await store.db.selectFrom('plans').selectAll().where('id', '=', 8).executeTakeFirstOrThrow()
  expect(plan).toMatchObject({ sentence: 'Bindery was stopped', finished_at: now().toISOString() })
})

test('running out of memory is said in words', () => {
  const error = Object.assign(new Error('heap'), { code: 'ERR_WORKER_OUT_OF_MEMORY' })
  expect(failureOf(error)).toMatchObject({ message: 'Bindery ran out of memory', raw: 'heap' })
  expect(failureOf(new Error('boom'))).toMatchObject({
    message: 'Something went wrong in Bindery',
    raw: 'boom',
  })
})

test('a watcher sees the item at once, each change, and the end', async () => {
  const live = createLiveProgress()
  const { signal } = new AbortController()
  let item = 0
  const load = () => Promise.resolve(item)
  const seen: number[] = []
  for await (const now of watchTask({ live, key: 'a', load, ended: (n) => n === 2, signal })) {
    seen.push(now)
    item += 1
    live.publish('a', { phase: 'matching', done: item, total: null })
  }
  expect(seen).toEqual([0, 1, 2])
})

test('a watcher sees the end at once, however short after the last progress', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const live = createLiveProgress()
  const { signal } = new AbortController()
  let state = 'running'
  const load = () => Promise.resolve(state)
  const watched = watchTask({ live, key: 'a', load, ended: (now) => now === 'ready', signal })
  expect(await watched.next()).toEqual({ done: false, value: 'running' })
  live.publish('a', { phase: 'matching', done: 1, total: null })
  const next = watched.next()
  state = 'ready'
  live.end('a')
  expect(await next).toEqual({ done: false, value: 'ready' })
})

test('what takes long to load is loaded again only after a rest, or at the end', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const live = createLiveProgress()
  const { signal } = new AbortController()
  let loads = 0
  const load = () => {
    vi.advanceTimersByTime(300)
    loads += 1
    return Promise.resolve(loads)
  }
  const watched = watchTask({ live, key: 'a', load, ended: () => false, signal })
  await watched.next()
  const second = watched.next()
  live.publish('a', { phase: 'applying_accounts', done: 1, total: null })
  await vi.advanceTimersByTimeAsync(2000)
  expect(loads).toBe(1)
  await vi.advanceTimersByTimeAsync(1000)
  expect((await second).value).toBe(2)
  const third = watched.next()
  await vi.advanceTimersByTimeAsync(1000)
  live.end('a')
  expect((await third).value).toBe(3)
})

test('a watcher that leaves stops waiting', async () => {
  const live = createLiveProgress()
  const leaving = new AbortController()
  const load = () => Promise.resolve('same')
  const seen: string[] = []
  for await (const now of watchTask({ live, key: 'a', load, ended: () => false, signal: leaving.signal })) {
    seen.push(now)
    leaving.abort()
  }
  expect(seen).toEqual(['same'])
})

test('progress is told ten times a second and kept once, while the plan runs', async () => {
  const context = await planContext()
  await addDirectory(context)
  await addPlan(context, [], { state: 'running' })
  let clock = 0
  const told: number[] = []
  const reporter = createReporter({
    db: context.store.db,
    kind: 'preview',
    id: planId,
    tell: ({ done }) => void told.push(done),
    milliseconds: () => clock,
  })
  const kept = async () => {
    await reporter.settle()
    const plan = await context.store.db.selectFrom('plans').select('progress').executeTakeFirstOrThrow()
    return (JSON.parse(plan.progress) as Plan['progress']).done
  }
  for (clock = 0; clock < 1000; clock += 10)
    reporter.progress({ phase: 'matching', done: clock, total: 2000 })
  expect(told).toHaveLength(10)
  reporter.progress({ phase: 'comparing', done: 0, total: 1 })
  expect(told.at(-1)).toBe(0)
  clock = 1001
  reporter.progress({ phase: 'comparing', done: 77, total: 100 })
  expect(await kept()).toBe(0)
  clock = 2100
  reporter.progress({ phase: 'comparing', done: 88, total: 100 })
  expect(await kept()).toBe(88)
  await context.store.db.updateTable('plans').set({ state: 'ready' }).execute()
  clock = 4000
  reporter.progress({ phase: 'comparing', done: 99, total: 100 })
  expect(await kept()).toBe(88)
})
