import { z } from 'zod'
import { guardKinds } from './settings.ts'
import { sides } from './subject.ts'

export const guardVerdictSchema = z.object({
  /**
   * Whatever is not `within` can be applied only after approval, with a reason; `needs_approval` lets the rest go ahead
   * once the waiting rows are left out, `stopped` means that something looks broken, and everything waits.
   */
  verdict: z.enum(['within', 'needs_approval', 'stopped']),
  /** Why nothing can be applied until approved, in words; empty otherwise. */
  stops: z.array(z.object({ code: z.enum(['empty_result', 'far_fewer_results']), message: z.string() })),
  limits: z.array(
    z.object({
      side: z.enum(sides),
      kind: z.enum(guardKinds),
      /** The attribute, for cleared values; '' otherwise. */
      attribute: z.string(),
      count: z.number().int(),
      /** Already done in the last 24 hours. */
      recent: z.number().int(),
      limit: z.number().int(),
      /** Out of how many the share is taken. */
      of: z.number().int(),
      exceeded: z.boolean(),
      /** Rows of this kind wait for approval: the limit is exceeded, or scope or mapping changed. */
      waits: z.boolean(),
    }),
  ),
  /** What takes something away waits although within limits: no plan with this scope and mapping passed whole so far. */
  settingsChanged: z.boolean(),
  /** Included rows that wait for approval; leaving them out lets the rest pass, unless the plan is stopped. */
  waiting: z.number().int(),
})
export type GuardVerdict = z.infer<typeof guardVerdictSchema>
