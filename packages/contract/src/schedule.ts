import { Cron } from 'croner'
import { z } from 'zod'

export const scheduleModes = ['off', 'interval', 'cron'] as const

/** When previews are made by themselves, and whether they apply themselves. */
export const scheduleSchema = z
  .object({
    mode: z.enum(scheduleModes),
    /** From the end of one to the start of the next, in `interval`. */
    seconds: z.number().int().min(10).max(604_800),
    /** Minute, hour, day of month, month, day of week, in UTC; used in `cron`. */
    cron: z.string().max(100),
    /** `within_guard`: whatever needs no approval; the rest waits. `wait`: everything waits for a person. */
    apply: z.enum(['within_guard', 'wait']),
  })
  .superRefine(({ mode, cron }, context) => {
    const message = mode === 'cron' ? checkCron(cron) : ''
    if (message !== '') context.addIssue({ code: 'custom', path: ['cron'], message })
  })
export type Schedule = z.infer<typeof scheduleSchema>

/** The first time after an instant that a cron pattern of five fields names, in UTC; null: never. Throws when it is none. */
export function nextCron(pattern: string, after: Date): Date | null {
  return new Cron(pattern, { paused: true, timezone: 'UTC', mode: '5-part' }).nextRun(after)
}

/** Why a text is no cron pattern that ever comes round, in words; '' when it is one. */
export function checkCron(pattern: string): string {
  try {
    // Any instant will do: a pattern that comes round at all does so within a leap year's cycle.
    return nextCron(pattern, new Date(0)) ? '' : 'This never comes round'
  } catch {
    return 'Enter five fields: minute, hour, day of month, month, day of week, such as 0 2 * * *'
  }
}
