import { z } from 'zod'
import { idSchema } from '../subject.ts'
import { permissions, roles } from './permissions.ts'

const nameSchema = (ifEmpty: string) =>
  z
    .string()
    .trim()
    .min(1, ifEmpty)
    .max(100, 'At most 100 characters')
    // oxlint-disable-next-line no-control-regex -- they are what is refused
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'No control characters')
export const userNameSchema = nameSchema('Enter a username')
export const tokenNameSchema = nameSchema('Enter a name: what will use the token')
/** As typed: neither trimmed nor cut. */
export const passwordSchema = z.string().min(1, 'Enter the password').max(256, 'At most 256 characters')
/** Of an authenticator app, or a recovery code. */
export const codeSchema = z.string().trim().min(1, 'Enter the code').max(40, 'At most 40 characters')

/** From the link that the server printed when it started. */
const setUpTokenSchema = z.string().max(200)

export const readSetUpSchema = z.strictObject({ token: setUpTokenSchema })
export const setUpSchema = z.strictObject({
  token: setUpTokenSchema,
  username: userNameSchema,
  password: passwordSchema,
})
export const signInSchema = z.strictObject({
  username: userNameSchema,
  password: passwordSchema,
  code: codeSchema.optional(),
})
/** One of the two. */
export const proveSchema = z.strictObject({
  password: passwordSchema.optional(),
  code: codeSchema.optional(),
})

export const userOrigins = ['local', 'directory', 'oidc'] as const

/** Who is signed in, for themselves. */
export const signedInSchema = z.object({
  userId: idSchema,
  sessionId: idSchema,
  username: z.string(),
  displayName: z.string(),
  role: z.enum(roles),
  permissions: z.array(z.enum(permissions)),
  origin: z.enum(userOrigins),
  /** When the session ends, however busy it is. */
  endsAt: z.string(),
  /** Whether a code of an authenticator app is asked for after the password. */
  hasTotp: z.boolean(),
  /** How many recovery codes are not used up. */
  recoveryCodesLeft: z.number().int(),
})
export type SignedIn = z.infer<typeof signedInSchema>

/** Who has just come in. */
export const enteredSchema = signedInSchema.extend({
  /** Whether a recovery code took the place of the authenticator app's, and is used up. */
  byRecoveryCode: z.boolean(),
})

export const sessionStateSchema = z.object({
  /** Null: nobody is. */
  signedIn: signedInSchema.nullable(),
  /** There is no admin yet: the link on the terminal makes the first. */
  needsSetUp: z.boolean(),
  /** How one may sign in besides as a local user. */
  methods: z.object({
    /** With the name and password of a person of the directory, in the same form. */
    directory: z.boolean(),
    /** With the provider of this name: a link to `startOidc`. Null: there is none. */
    oidc: z.string().nullable(),
  }),
})
export type SessionState = z.infer<typeof sessionStateSchema>

export const sessionSchema = z.object({
  id: idSchema,
  createdAt: z.string(),
  seenAt: z.string(),
  endsAt: z.string(),
  address: z.string(),
  /** As the browser calls itself. */
  agent: z.string(),
  current: z.boolean(),
})
export type Session = z.infer<typeof sessionSchema>

/** What opens a session: the secret goes into a cookie, and is kept nowhere else. */
export interface OpenedSession {
  readonly secret: string
  readonly endsAt: Date
}
/** The answer of a verb that opens or ends a session. */
export interface SessionAnswer<Body> {
  readonly session: OpenedSession | 'ended'
  readonly body: Body
}
