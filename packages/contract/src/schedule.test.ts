import { expect, test } from 'vitest'
import { checkCron, nextCron, scheduleSchema } from './schedule.ts'

test.each([
  ['0 2 * * *', '2026-03-01T02:00:00.000Z'],
  ['*/15 * * * *', '2026-03-01T01:15:00.000Z'],
  ['0 0 29 2 *', '2028-02-29T00:00:00.000Z'],
])('%s comes next at %s, in UTC', (pattern, next) => {
  expect(nextCron(pattern, new Date('2026-03-01T01:00:00.000Z'))?.toISOString()).toBe(next)
  expect(checkCron(pattern)).toBe('')
})

test.each(['', 'daily', '60 * * * *', '* * * *', '*/10 * * * * *', '0 0 31 2 *'])('refuses %j', (pattern) => {
  expect(checkCron(pattern)).toMatch(/^(Enter five fields|This never comes round)/)
})

test('only the part of the mode is checked', () => {
  const schedule = { mode: 'interval', seconds: 10, cron: 'x', apply: 'wait' }
  expect(scheduleSchema.safeParse(schedule).success).toBe(true)
  expect(scheduleSchema.safeParse({ ...schedule, mode: 'cron' }).error?.issues[0]?.path).toEqual(['cron'])
  expect(scheduleSchema.safeParse({ ...schedule, seconds: 9 }).success).toBe(false)
})
