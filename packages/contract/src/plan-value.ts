import { z } from 'zod'
import { valuesSchema } from './subject.ts'

/** One attribute of a row or of a conflict: what both sides hold, and what comes of it. */
export const planValueSchema = z.object({
  attribute: z.string(),
  ruleId: z.string(),
  /** Null: no base (first sight, or the rule changed). */
  base: valuesSchema.nullable(),
  accounts: valuesSchema,
  directory: valuesSchema,
  /** What the row's side will hold afterwards; null on rows that are only told. */
  after: valuesSchema.nullable(),
  /** The clause that decided, such as `changed_in_directory`, with a sentence. */
  why: z.string(),
  overwritten: z.boolean(),
})
export type PlanValue = z.infer<typeof planValueSchema>
