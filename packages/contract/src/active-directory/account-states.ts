import { accountBits } from './account-control.ts'
import { fileTimeDate } from './file-time.ts'

export type AccountState = 'disabled' | 'expired' | 'locked' | 'password_expired' | 'must_change_password'

/** Why somebody may not sign in, in words. */
export const accountStateWords: Record<AccountState, string> = {
  disabled: 'disabled',
  expired: 'expired',
  locked: 'locked',
  password_expired: 'password expired',
  must_change_password: 'must change the password at the next sign-in',
}

/**
 * What keeps a person of Active Directory from signing in at this time; null where the entry does not tell.
 * @param valueOf an attribute's value by its name
 */
export function accountStates(
  valueOf: (name: string) => string | undefined,
  now: Date,
): readonly AccountState[] | null {
  const control = valueOf('userAccountControl')
  if (control === undefined) return null
  const computed = valueOf('msDS-User-Account-Control-Computed')
  const has = (value: string | undefined, bit: number) => (Number(value ?? 0) & bit) !== 0
  const expires = valueOf('accountExpires') ?? '0'
  const expired = expires !== '0' && (fileTimeDate(expires)?.getTime() ?? Infinity) <= now.getTime()
  // lockoutTime stays when the time of a lockout is over; the computed bit does not.
  const locked =
    computed === undefined ? (valueOf('lockoutTime') ?? '0') !== '0' : has(computed, accountBits.locked)
  const mustChange = valueOf('pwdLastSet') === '0' && !has(control, accountBits.passwordNeverExpires)
  const states: Record<AccountState, boolean> = {
    disabled: has(control, accountBits.disabled),
    expired,
    locked,
    password_expired: !mustChange && has(computed, accountBits.passwordExpired),
    must_change_password: mustChange,
  }
  return (Object.keys(states) as AccountState[]).filter((state) => states[state])
}
