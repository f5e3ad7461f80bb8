import { z } from 'zod'
import { idSchema, valuesSchema } from './subject.ts'

/** Someone that an entry might be, or another entry that shows the same key. */
export const candidateSchema = z.object({
  /** The account; null: another entry. */
  localId: idSchema.nullable(),
  name: z.string(),
  displayName: z.string(),
  /** Of the entry that the account is linked to, or of the other entry itself. */
  dn: z.string().nullable(),
  /** Whether the account is linked to an entry, and whether that entry is still there. */
  link: z.enum(['none', 'there', 'gone']),
  /** How the matching rules compare, strongest first; the keys as they are compared. */
  keys: z.array(
    z.object({
      local: z.string(),
      remote: z.string(),
      account: z.string().nullable(),
      entry: z.string().nullable(),
    }),
  ),
  /** What the account holds, by local attribute. */
  values: z.record(z.string(), valuesSchema),
})
export type Candidate = z.infer<typeof candidateSchema>
