import { z } from 'zod'
import { idSchema, instantSchema, pageQuerySchema } from '../subject.ts'
import { roles } from './permissions.ts'
import { codeSchema, passwordSchema, userNameSchema, userOrigins } from './session.ts'

const roleSchema = z.enum(roles)
const displayNameSchema = z.string().trim().max(200, 'At most 200 characters')

/** Who may sign in, for admins. */
export const userSchema = z.object({
  id: idSchema,
  /** Goes back as If-Match. */
  version: z.number().int(),
  username: z.string(),
  displayName: z.string(),
  role: roleSchema,
  /** Name and role of whoever is not `local` come from where they sign in, and are not changed here. */
  origin: z.enum(userOrigins),
  disabled: z.boolean(),
  /** A local user without one comes in by an invitation only. */
  hasPassword: z.boolean(),
  hasTotp: z.boolean(),
  /** Until when their link to choose a password works; null: there is none. */
  invitedUntil: instantSchema.nullable(),
  /** Open ones. */
  sessions: z.number().int(),
  /** Those they made that have not expired. */
  tokens: z.number().int(),
  createdAt: instantSchema,
  signedInAt: instantSchema.nullable(),
  /** The last admin with a password here: cannot be demoted, disabled, deleted or have the password reset. */
  isLastAdmin: z.boolean(),
})
export type UserView = z.infer<typeof userSchema>

export const usersQuerySchema = pageQuerySchema.extend({
  /** Words within the username. */
  text: z.string().max(200).optional(),
})

export const userInputSchema = z.strictObject({
  username: userNameSchema,
  displayName: displayNameSchema,
  role: roleSchema,
})
export const userPatchSchema = z.strictObject({
  displayName: displayNameSchema.optional(),
  role: roleSchema.optional(),
  disabled: z.boolean().optional(),
})

/** Where the console takes up an invitation: `/invitation#` and the token, which so gets into no log and no Referer. */
export const invitationPath = '/invitation'
const invitationTokenSchema = z.string().min(1).max(200)

/** What opens the link that was made: shown once, and kept nowhere. */
export const invitationSchema = z.object({ token: z.string(), expiresAt: instantSchema })
export type Invitation = z.infer<typeof invitationSchema>
export const invitedSchema = z.object({ user: userSchema, invitation: invitationSchema })

export const inviteAgainSchema = z.strictObject({
  /** Also takes away their second factor, once they use the link: for whoever lost the device and the recovery codes. */
  removeTotp: z.boolean(),
})
export const readInvitationSchema = z.strictObject({ token: invitationTokenSchema })
/** Whom an invitation is for, told to whoever holds it. */
export const invitedUserSchema = z.object({
  username: z.string(),
  displayName: z.string(),
  expiresAt: instantSchema,
  /** Their authenticator app is asked too. */
  needsCode: z.boolean(),
})
export const acceptInvitationSchema = z.strictObject({
  token: invitationTokenSchema,
  password: passwordSchema,
  code: codeSchema.optional(),
})
