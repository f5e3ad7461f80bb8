import { nextCron, type Schedule } from '@bindery/contract'

const second = 1000
const longestBackOff = 3600 * second
/** What the first failure waits, when the interval is shorter or there is none. */
const firstBackOff = 20 * second

/** When to preview next, seen from the end of the last; null: never. Failures in a row double the time, up to an hour. */
export function nextTime(schedule: Schedule, from: Date, failures: number): Date | null {
  const wait = failures === 0 ? 0 : Math.min(longestBackOff, firstBackOff * 2 ** Math.min(failures - 1, 20))
  switch (schedule.mode) {
    case 'off':
      return null
    case 'interval':
      return new Date(from.getTime() + Math.max(schedule.seconds * second, wait))
    case 'cron':
      return nextCron(schedule.cron, new Date(from.getTime() + wait))
  }
}
