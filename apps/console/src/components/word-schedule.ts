import { writeNumber, type Schedule } from '@bindery/contract'

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

/** "every 10 seconds", "every 5 minutes", "every hour". */
function wordInterval(seconds: number): string {
  const [unit, size] = units.find(([, length]) => seconds % length === 0) ?? units[3]
  const count = seconds / size
  return count === 1 ? `every ${unit}` : `every ${writeNumber(count)} ${unit}s`
}

/** When a schedule makes previews: "every 5 minutes", "at 0 2 * * * (UTC)"; '' when it is off. */
export function wordSchedule({ mode, seconds, cron }: Schedule): string {
  switch (mode) {
    case 'off':
      return ''
    case 'interval':
      return wordInterval(seconds)
    case 'cron':
      return `at ${cron} (UTC)`
  }
}
