import { z } from 'zod'
import { codeSchema, passwordSchema } from './session.ts'

export const changePasswordSchema = z.strictObject({ current: passwordSchema, password: passwordSchema })

/** For the authenticator app: `uri` as a QR code, `secret` (base32) to type. It counts once a code of it was confirmed. */
export const totpSecretSchema = z.object({ secret: z.string(), uri: z.string() })
export const confirmTotpSchema = z.strictObject({ code: codeSchema })
/** Shown this once. Each takes the place of a code of the app, once. */
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) })
