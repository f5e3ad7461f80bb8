import type { User } from '@bindery/store'
import { Secret } from 'otpauth'
import { hashSecret } from '../new-secret.ts'

const howMany = 10
/** 80 bits: nobody tries them out, so one round of SHA-256 is enough to keep them. */
const bytes = 10

/** Codes for whoever lost their app, and the hashes that are kept of them. */
export function newRecoveryCodes(): { readonly codes: string[]; readonly stored: string } {
  const codes = Array.from({ length: howMany }, () => {
    const { base32 } = new Secret({ size: bytes })
    return (base32.toLowerCase().match(/.{4}/g) ?? []).join('-')
  })
  return { codes, stored: JSON.stringify(codes.map(hashCode)) }
}

/** The hashes of the recovery codes that a user has left. */
export const recoveryCodesOf = (user: Pick<User, 'recovery_codes'>) =>
  JSON.parse(user.recovery_codes ?? '[]') as string[]

/** What is kept of a code, however it is typed. */
export const hashCode = (code: string) => hashSecret(code.toLowerCase().replaceAll(/[\s-]/g, ''))
