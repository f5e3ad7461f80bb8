import { z } from 'zod'
import { testResultSchema } from './probe.ts'
import { secretInputSchema, secretStateSchema, settingsSchema } from './settings.ts'
import { idSchema, instantSchema } from './subject.ts'

/** Secrets on the way in. */
export const secretInputsSchema = z.strictObject({
  bindPassword: secretInputSchema,
  clientKey: secretInputSchema,
})
export type SecretInputs = z.infer<typeof secretInputsSchema>

export const directoryInputSchema = z.strictObject({
  name: z.string().trim().min(1, 'Give the directory a name').max(80),
  enabled: z.boolean(),
  settings: settingsSchema,
  secrets: secretInputsSchema,
})
export type DirectoryInput = z.infer<typeof directoryInputSchema>

export const directorySchema = z.object({
  id: idSchema,
  name: z.string(),
  enabled: z.boolean(),
  /** Of the settings; sent back as If-Match. */
  version: z.number().int(),
  settings: settingsSchema,
  secrets: z.object({ bindPassword: secretStateSchema, clientKey: secretStateSchema }),
  /** The last test of exactly these settings; null when they were never tested. */
  lastTest: testResultSchema.nullable(),
  savedAt: instantSchema,
  savedBy: z.string(),
})
export type Directory = z.infer<typeof directorySchema>

/** A draft under test. With an id, `keep` means the stored secret, if the target is unchanged (S40). */
export const draftSchema = z.strictObject({
  directoryId: idSchema.nullable(),
  settings: settingsSchema,
  secrets: secretInputsSchema,
})
export type Draft = z.infer<typeof draftSchema>

export const overviewSchema = z.object({
  people: z.object({
    total: z.number().int(),
    linked: z.number().int(),
    held: z.number().int(),
    local: z.number().int(),
  }),
  groups: z.object({ total: z.number().int(), linked: z.number().int() }),
})
