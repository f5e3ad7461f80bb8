import type { DirectoryProblem } from '../types.ts'

type Words = Pick<DirectoryProblem, 'code' | 'message' | 'fix' | 'field'>

const account = { code: 'bind_refused', field: 'connection.bindDn' } as const
const password = { code: 'bind_refused', field: 'connection.bindPassword' } as const
const properties = 'in the account’s properties in Active Directory'

/** Of `data …`: the Windows error that a domain controller hides in the words of a 49 (MS-ADTS §5.1.1.1). */
const reasons: Readonly<Record<string, Words>> = {
  '525': {
    ...account,
    code: 'bind_invalid_credentials',
    message: 'The domain knows no such bind account',
    fix: 'Check the name. A DN, user@domain and DOMAIN\\user all work.',
  },
  '530': {
    ...account,
    message: 'The bind account may not sign in at this hour',
    fix: `Allow all hours under Logon Hours ${properties}.`,
  },
  '531': {
    ...account,
    message: 'The bind account may not sign in from this machine',
    fix: `Allow this machine under Log On To ${properties}.`,
  },
  '532': {
    ...password,
    message: 'The password of the bind account has expired',
    fix: 'Set a new one in Active Directory and enter it here. Best let it never expire.',
  },
  '533': { ...account, message: 'The bind account is disabled', fix: 'Enable it in Active Directory.' },
  '701': {
    ...account,
    message: 'The bind account has expired',
    fix: `Set “Account expires” to never ${properties}.`,
  },
  '773': {
    ...password,
    message: 'The bind account must change its password first',
    fix: 'Set a new one in Active Directory, without “must change password at next logon”, and enter it here.',
  },
  '775': {
    ...account,
    message: 'The bind account is locked',
    fix: 'Unlock it in Active Directory, and find out who tried wrong passwords.',
  },
}

/** Why an account may not sign in, although its password may be right. */
export type SignInState =
  | 'wrong'
  | 'expired'
  | 'must_change'
  | 'locked'
  | 'disabled'
  | 'account_expired'
  | 'not_now'
  | 'not_from_here'

const states: Readonly<Record<string, SignInState>> = {
  '525': 'wrong',
  '530': 'not_now',
  '531': 'not_from_here',
  '532': 'expired',
  '533': 'disabled',
  '701': 'account_expired',
  '773': 'must_change',
  '775': 'locked',
}

const reasonCode = (words: string) => /\bdata ([0-9a-f]{3})\b/i.exec(words)?.[1]?.toLowerCase() ?? ''

/** The state of whoever was refused by a domain controller in these words; undefined where they name none. */
export const signInState = (words: string): SignInState | undefined => states[reasonCode(words)]

/** What the server's words say of why it refused to sign an account in; undefined for a 52e, which is a wrong password. */
export const signInReason = (words: string): Words | undefined => reasons[reasonCode(words)]
