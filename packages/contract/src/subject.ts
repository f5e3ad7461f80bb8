import { z } from 'zod'

/** One attribute's values in account form: texts in order, or nothing. Booleans are 'true' and 'false'. */
export const valuesSchema = z.array(z.string())
export type Values = readonly string[]

/** An ISO 8601 instant in UTC. */
export const instantSchema = z.string()
export const idSchema = z.number().int().positive()

/** A keyset page: `next` goes back as `after`; null at the end. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int() })
/** A page that also says at which place of the list, from 0, its first row stands. */
export const placedPageOf = <Item extends z.ZodType>(item: Item) =>
  pageOf(item).extend({ at: z.number().int() })
export const pageQuerySchema = z.object({
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
