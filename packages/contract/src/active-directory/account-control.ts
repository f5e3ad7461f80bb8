import type { Flag } from './word-flags.ts'

/** Bits of userAccountControl and msDS-User-Account-Control-Computed (MS-ADTS §2.2.16). */
export const accountBits = {
  normalAccount: 0x200,
  disabled: 0x2,
  locked: 0x10,
  noPasswordRequired: 0x20,
  passwordNeverExpires: 0x1_0000,
  passwordExpired: 0x80_0000,
} as const

/** What the bits of an account say, as an admin reads them. */
export const accountFlags: readonly Flag[] = [
  [accountBits.normalAccount, 'normal account'],
  [0x800, 'trust of another domain'],
  [0x1000, 'computer'],
  [0x2000, 'domain controller'],
  [accountBits.disabled, 'disabled'],
  [accountBits.locked, 'locked'],
  [0x1, 'runs a sign-in script'],
  [0x8, 'home folder required'],
  [accountBits.noPasswordRequired, 'no password required'],
  [0x40, 'may not change its password'],
  [0x80, 'password stored reversibly'],
  [0x100, 'local to this domain'],
  [accountBits.passwordNeverExpires, 'password never expires'],
  [0x2_0000, 'majority node set'],
  [0x4_0000, 'smart card required'],
  [0x8_0000, 'trusted for delegation'],
  [0x10_0000, 'not to be delegated'],
  [0x20_0000, 'DES keys only'],
  [0x40_0000, 'no Kerberos pre-authentication'],
  [accountBits.passwordExpired, 'password expired'],
  [0x100_0000, 'trusted to authenticate for delegation'],
  [0x200_0000, 'no authorization data required'],
  [0x400_0000, 'read-only domain controller'],
  [0x800_0000, 'AES keys'],
]
