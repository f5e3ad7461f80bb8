import type { Settings } from '@bindery/contract'
import { expect, onTestFinished, test, vi } from 'vitest'
import { addDirectory, directoryId, planContext, saveVersion } from '../plans/test-plan.ts'
import { markPaused } from './pause-schedule.ts'
import type { ScheduledResult } from './run-scheduled.ts'
import { loadSchedule, saveSchedule } from './schedule-rows.ts'
import { createScheduler } from './scheduler.ts'
import { createTestClock } from './test-clock.ts'

const every = (seconds: number) => (settings: Settings) => {
  settings.policy.schedule = { mode: 'interval', seconds, cron: '', apply: 'within_guard' }
}
const nothing: ScheduledResult = {
  outcome: 'nothing',
  sentence: 'Nothing to do',
  planId: 7,
  runId: null,
  failure: null,
}
const away: ScheduledResult = {
  ...nothing,
  outcome: 'failed',
  failure: { code: 'connection_refused', message: 'Nobody answers', fix: '', field: '', raw: '' },
}

/** A directory previewed every ten seconds, by a preview that the test ends. */
async function scheduled(run?: () => Promise<ScheduledResult | null>) {
  const context = await planContext()
  await addDirectory(context)
  await saveVersion(context, 2, every(10))
  const clock = createTestClock(context.now())
  const ends: ((result: ScheduledResult | null) => void)[] = []
  const open = () => {
    const scheduler = createScheduler({
      store: context.store,
      clock,
      run: run ?? (() => new Promise((resolve) => ends.push(resolve))),
    })
    onTestFinished(async () => {
      end(null)
      await scheduler.close()
    })
    return scheduler
  }
  const end = (result: ScheduledResult | null) => ends.splice(0).forEach((resolve) => resolve(result))
  const state = () => loadSchedule(context.store.db, directoryId)
  /** Waits until what was set off has been kept and the next timer is set. */
  const settled = async (seconds: number) => {
    await vi.waitFor(() => expect(clock.nextIn()).toBe(seconds))
    return state()
  }
  const scheduler = open()
  await scheduler.refresh()
  return { context, clock, ends, open, end, state, settled, scheduler }
}

test('a preview is made when its time has come, and the next one counts from its end', async () => {
  const { clock, ends, end, settled, scheduler } = await scheduled()
  expect(clock.nextIn()).toBe(10)
  clock.advance(9)
  expect(ends).toEqual([])
  clock.advance(1)
  await vi.waitFor(() => expect(ends.length).toBe(1))
  expect(scheduler.running(directoryId)).toBe(true)
  clock.advance(3)
  end(nothing)
  const row = await settled(10)
  expect(scheduler.running(directoryId)).toBe(false)
  expect(row).toMatchObject({
    next_at: '2026-03-01T12:00:23.000Z',
    last_at: '2026-03-01T12:00:13.000Z',
    last_outcome: 'nothing',
    last_plan_id: 7,
    failures: 0,
  })
})

test('one that takes longer than the interval is not overlapped', async () => {
  const { clock, ends, scheduler } = await scheduled()
  clock.advance(10)
  await vi.waitFor(() => expect(ends.length).toBe(1))
  clock.advance(60)
  await scheduler.refresh()
  expect(ends.length).toBe(1)
})

test('while the directory is away the time doubles; when it answers it is as before', async () => {
  const { clock, ends, end, settled } = await scheduled()
  for (const [wait, next] of [
    [10, 20],
    [20, 40],
    [40, 80],
  ] as const) {
    clock.advance(wait)
    await vi.waitFor(() => expect(ends.length).toBe(1))
    end(away)
    await settled(next)
  }
  expect(await settled(80)).toMatchObject({
    failures: 3,
    failure: expect.stringContaining('connection_refused'),
  })
  clock.advance(80)
  await vi.waitFor(() => expect(ends.length).toBe(1))
  end(nothing)
  expect(await settled(10)).toMatchObject({ failures: 0, failure: null })
})

test('the time survives a restart; what came due meanwhile is made at once', async () => {
  const { clock, ends, open, scheduler, settled } = await scheduled()
  clock.advance(4)
  await scheduler.close()
  await open().refresh()
  await settled(6)
  expect(ends).toEqual([])
  clock.advance(60)
  await vi.waitFor(() => expect(ends.length).toBe(1))
})

test('a pause holds, through a restart too, until it is resumed', async () => {
  const { context, clock, ends, open, scheduler, state } = await scheduled()
  await markPaused(context.store.db, directoryId, { at: clock.now(), by: 'ada', why: '' })
  await scheduler.refresh()
  clock.advance(3600)
  await scheduler.close()
  const next = open()
  await next.refresh()
  clock.advance(3600)
  expect(ends).toEqual([])
  expect(await state()).toMatchObject({ next_at: null, paused_by: 'ada' })
  await saveSchedule(context.store.db, directoryId, { paused_at: null })
  await next.refresh()
  expect(clock.nextIn()).toBe(10)
})

test('a pause during a preview leaves no next time', async () => {
  const { context, clock, ends, end, state } = await scheduled()
  clock.advance(10)
  await vi.waitFor(() => expect(ends.length).toBe(1))
  await markPaused(context.store.db, directoryId, { at: clock.now(), by: 'ada', why: '' })
  end(nothing)
  await vi.waitFor(async () => expect((await state()).last_outcome).toBe('nothing'))
  expect(await state()).toMatchObject({ next_at: null, paused_by: 'ada' })
})

test('another schedule, or a directory that is switched off, counts anew', async () => {
  const { context, clock, scheduler, state } = await scheduled()
  clock.advance(5)
  await saveVersion(context, 3, every(60))
  await scheduler.refresh()
  expect(clock.nextIn()).toBe(60)
  await context.store.db.updateTable('directories').set({ enabled: 0 }).execute()
  await scheduler.refresh()
  expect((await state()).next_at).toBeNull()
})

test('what breaks is a failure in words, and it goes on', async () => {
  const { clock, settled } = await scheduled(() => Promise.reject(new Error('no such table')))
  clock.advance(10)
  expect(await settled(20)).toMatchObject({
    last_outcome: 'failed',
    failure: expect.stringContaining('no such table'),
  })
})

test('closing cuts short what is under way and keeps its time, so that it is made at the next start', async () => {
  const { clock, ends, end, scheduler, state } = await scheduled()
  clock.advance(10)
  await vi.waitFor(() => expect(ends.length).toBe(1))
  const closed = scheduler.close()
  end(null)
  await closed
  expect(await state()).toMatchObject({ next_at: '2026-03-01T12:00:10.000Z', last_at: null })
  expect(clock.nextIn()).toBeNull()
})
