import { Secret, TOTP } from 'otpauth'

/** RFC 6238 as every authenticator app has it. */
const period = 30
const totp = { issuer: 'Bindery', algorithm: 'SHA1', digits: 6, period } as const
/** Clocks differ, and people take time to type (RFC 6238 §5.2). */
const window = 1

/** A secret of 160 bits (RFC 4226 §4) in base32, and the URI that apps read from a QR code. */
export function newTotp(username: string): { readonly secret: string; readonly uri: string } {
  const secret = new Secret({ size: 20 })
  return { secret: secret.base32, uri: new TOTP({ ...totp, label: username, secret }).toString() }
}

/** Which 30 seconds since 1970 a code is of, one before and one after now included; null: of none of them. */
export function totpStep(secret: string, code: string, at: Date): number | null {
  const timestamp = at.getTime()
  const delta = new TOTP({ ...totp, secret }).validate({ token: code, timestamp, window })
  return delta === null ? null : Math.floor(timestamp / 1000 / period) + delta
}

/** The columns of a user without an authenticator app. */
export const noTotp = {
  totp_sealed: null,
  totp_confirmed_at: null,
  totp_last_step: null,
  recovery_codes: null,
} as const
