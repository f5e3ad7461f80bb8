import { z } from 'zod'
import { idSchema, instantSchema } from '../subject.ts'
import type { Permission } from './permissions.ts'
import { tokenNameSchema } from './session.ts'

/** What a token may be allowed: nothing that lets people in, changes what is synced or how, or passes the guard. */
export const tokenPermissions = [
  'look',
  'export',
  'preview',
  'apply',
  'decide',
  'audit',
] as const satisfies readonly Permission[]
const permissionSchema = z.enum(tokenPermissions)

/** What every token begins with, so that those who look for leaked secrets find it. */
export const tokenPrefix = 'bindery_'
export const longestTokenDays = 365

export const tokenSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** What it was made for. */
  permissions: z.array(permissionSchema),
  /** What it may do now: no more than whoever made it may. */
  allowed: z.array(permissionSchema),
  madeBy: z.object({ userId: idSchema, username: z.string() }),
  createdAt: instantSchema,
  expiresAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
  /** '' when it was never used. */
  lastUsedAddress: z.string(),
  /** `stopped`: its maker is disabled, may do none of this any more, or has long not signed in where they are known. */
  state: z.enum(['working', 'expired', 'stopped']),
})
export type TokenView = z.infer<typeof tokenSchema>

export const tokenInputSchema = z.strictObject({
  name: tokenNameSchema,
  permissions: z
    .array(permissionSchema)
    .min(1, 'Choose what it may do')
    .max(tokenPermissions.length)
    .refine((list) => new Set(list).size === list.length, 'Each at most once'),
  expiresInDays: z
    .number()
    .int('Whole days')
    .min(1, 'At least one day')
    .max(longestTokenDays, `At most ${longestTokenDays} days`),
})

/** The secret is shown this once, and kept nowhere. */
export const newTokenSchema = z.object({ token: tokenSchema, secret: z.string() })
