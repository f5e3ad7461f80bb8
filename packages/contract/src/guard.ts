import { z } from 'zod'
import { instantSchema } from './subject.ts'
import { guardKinds } from './words/guard-kinds.ts'
import { sides } from './words/subjects.ts'

export const causeCodes = [
  'setting_changed',
  'other_server',
  'unreadable_attribute',
  'place_gone',
  'place_empty',
  'one_place',
  'moved_away',
  'base_smaller',
  'nothing_changed',
  'nothing_to_compare',
] as const

/** What may have brought a plan to its losses, in words. */
export const guardCauseSchema = z.object({
  code: z.enum(causeCodes),
  message: z.string(),
  /** The setting that it points at; null for everything that is no setting. */
  change: z
    .object({
      /** As in `flattenSettings`: `settings.people.extraFilter`. */
      path: z.string(),
      /** Null: it was, or is, not there. */
      before: z.unknown(),
      after: z.unknown(),
      at: instantSchema,
      actor: z.string(),
      /** Null: not saved, the plan is of a draft. */
      version: z.number().int().nullable(),
    })
    .nullable(),
})
export type GuardCause = z.infer<typeof guardCauseSchema>

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
      /** Rows of this kind wait for approval: the limit is exceeded, or scope, mapping or policy of absence changed. */
      waits: z.boolean(),
    }),
  ),
  /** What takes something away waits although within limits: no plan with this scope, mapping and policy of absence passed whole so far. */
  settingsChanged: z.boolean(),
  /** Included rows that wait for approval; leaving them out lets the rest pass, unless the plan is stopped. */
  waiting: z.number().int(),
  /** What may be behind it, likeliest first, when the verdict is not `within`. */
  causes: z.array(guardCauseSchema),
})
export type GuardVerdict = z.infer<typeof guardVerdictSchema>
