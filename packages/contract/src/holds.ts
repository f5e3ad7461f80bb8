import { z } from 'zod'
import { idSchema, instantSchema, pageQuerySchema } from './subject.ts'

export const holdStates = ['open', 'ended'] as const
export const holdCauses = ['gone_from_directory', 'left_scope'] as const
/** `deleted`: the account was deleted while it was on hold, or because the hold had run out. */
export const holdOutcomes = ['released', 'deleted'] as const

/** A person suspended because their entry is gone or left the scope. */
export const holdSchema = z.object({
  id: idSchema,
  personId: idSchema,
  username: z.string(),
  displayName: z.string(),
  /** Of the account itself: a hold does not touch it, so who was disabled meanwhile stays disabled afterwards. */
  active: z.boolean(),
  directoryId: idSchema,
  directoryName: z.string(),
  /** The directory was forgotten: nothing ends the hold by itself any more. */
  directoryDeleted: z.boolean(),
  /** Of the entry, as last seen. */
  dn: z.string(),
  cause: z.enum(holdCauses),
  /** In a sentence or two. */
  why: z.string(),
  openedAt: instantSchema,
  /** From then on a preview proposes to delete the account; null: never. */
  dueAt: instantSchema.nullable(),
  /** Whole days until then, begun ones counted; 0 or less: it is due. */
  daysLeft: z.number().int().nullable(),
  /** Null while it is open. */
  ended: z.object({ at: instantSchema, by: z.string(), outcome: z.enum(holdOutcomes) }).nullable(),
})
export type Hold = z.infer<typeof holdSchema>

export const holdQuerySchema = pageQuerySchema.extend({
  state: z.enum(holdStates).default('open'),
  directoryId: z.coerce.number().int().positive().optional(),
  text: z.string().max(200).optional(),
})
