import type { Schedule } from '@bindery/contract'
import { expect, test } from 'vitest'
import { nextTime } from './next-time.ts'

const from = new Date('2026-03-01T12:00:00.000Z')
const every = (seconds: number): Schedule => ({ mode: 'interval', seconds, cron: '', apply: 'wait' })
const cron = (pattern: string): Schedule => ({ mode: 'cron', seconds: 10, cron: pattern, apply: 'wait' })
const secondsLater = (schedule: Schedule, failures: number) =>
  ((nextTime(schedule, from, failures)?.getTime() ?? Number.NaN) - from.getTime()) / 1000

test('an interval counts from the end of the last', () => {
  expect(secondsLater(every(10), 0)).toBe(10)
  expect(secondsLater(every(300), 0)).toBe(300)
})

test('failures double the time up to an hour, and never shorten it', () => {
  expect([1, 2, 3, 4, 8, 9, 1000].map((failures) => secondsLater(every(10), failures))).toEqual([
    20, 40, 80, 160, 2560, 3600, 3600,
  ])
  expect(secondsLater(every(300), 1)).toBe(300)
  expect(secondsLater(every(7200), 20)).toBe(7200)
})

test('cron names the time; after failures the first one that is late enough', () => {
  expect(secondsLater(cron('30 12 * * *'), 0)).toBe(1800)
  expect(secondsLater(cron('* * * * *'), 0)).toBe(60)
  expect(secondsLater(cron('* * * * *'), 4)).toBe(180)
})

test('off is never', () => expect(nextTime({ ...every(10), mode: 'off' }, from, 0)).toBeNull())
