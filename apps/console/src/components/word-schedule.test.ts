import { expect, test } from 'vitest'
import { wordSchedule } from './word-schedule.ts'

const every = (seconds: number) => wordSchedule({ mode: 'interval', seconds, cron: '', apply: 'wait' })

test('an interval is told in the largest unit that fits', () => {
  expect([10, 90, 60, 300, 3600, 86_400].map(every)).toEqual([
    'every 10 seconds',
    'every 90 seconds',
    'every minute',
    'every 5 minutes',
    'every hour',
    'every day',
  ])
})

test('set times are told as they are written', () => {
  expect(wordSchedule({ mode: 'cron', seconds: 10, cron: '0 2 * * *', apply: 'wait' })).toBe(
    'at 0 2 * * * (UTC)',
  )
  expect(wordSchedule({ mode: 'off', seconds: 10, cron: '', apply: 'wait' })).toBe('')
})
