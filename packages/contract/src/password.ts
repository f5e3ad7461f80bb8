import { z } from 'zod'
import { probeErrorSchema } from './probe.ts'
import { idSchema } from './subject.ts'

/** A new password on its way to the directories. It is passed on, and kept nowhere. */
export const passwordInputSchema = z.strictObject({
  password: z.string().min(1, 'Enter a password').max(256, 'Use at most 256 characters'),
})

/** What each directory made of it. */
export const passwordResultsSchema = z.object({
  results: z.array(
    z.object({
      directoryId: idSchema,
      directoryName: z.string(),
      state: z.enum(['done', 'refused']),
      /** The entry waited for a password to be enabled, and is now. */
      enabled: z.boolean(),
      /** Why it was refused, or why the entry could not be enabled. */
      problem: probeErrorSchema.nullable(),
    }),
  ),
})
export type PasswordResults = z.infer<typeof passwordResultsSchema>
