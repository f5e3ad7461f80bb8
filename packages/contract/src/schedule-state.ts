import { z } from 'zod'
import { failureSchema } from './plan.ts'
import { idSchema, instantSchema } from './subject.ts'

/** What a schedule is paused by, and when; null where it is not. */
const pauseSchema = z.object({ at: instantSchema, by: z.string(), why: z.string() })

/** How a scheduled preview ended: `waits` when all of it or the rest waits for a person. */
export const scheduledOutcomes = ['applied', 'nothing', 'waits', 'failed', 'skipped'] as const

export const scheduleStateSchema = z.object({
  paused: pauseSchema.nullable(),
  /** Null when it is switched off or paused, or the directory is not enabled. */
  nextAt: instantSchema.nullable(),
  /** A scheduled preview, or its application, is under way. */
  running: z.boolean(),
  last: z
    .object({
      at: instantSchema,
      outcome: z.enum(scheduledOutcomes),
      sentence: z.string(),
      planId: idSchema.nullable(),
      runId: idSchema.nullable(),
    })
    .nullable(),
  /** In a row, up to the last; each doubles the time until the next, up to an hour. */
  failures: z.number().int(),
  failure: failureSchema.nullable(),
})
export type ScheduleState = z.infer<typeof scheduleStateSchema>
