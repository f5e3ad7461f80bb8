import type { DirectoryProblem } from './types.ts'

type Words = Partial<Pick<DirectoryProblem, 'code' | 'message' | 'fix' | 'field'>>

const taken = (what: string): Words => ({
  code: 'already_exists',
  message: `${what} belongs to somebody else in the domain`,
  fix: 'Give one of the two another one.',
})

/** Windows error codes (MS-ERREF §2.2) that Active Directory puts in front of its words, and what they say to an admin. */
const byCode: Readonly<Record<string, Words>> = {
  '00000005': { code: 'insufficient_access', fix: 'Delegate this right to the bind account in the domain.' },
  '00002098': { code: 'insufficient_access', fix: 'Delegate this right to the bind account in the domain.' },
  '0000052D': {
    code: 'constraint_violation',
    message: 'The password policy of the domain forbids this',
    fix: 'A password must be long, complex and new enough for the policy. A user without one cannot be enabled: set it first.',
  },
  '0000052C': { code: 'invalid_value', message: 'The password has characters that the domain does not take' },
  '0000052A': {
    code: 'constraint_violation',
    message: 'The last administrator of the domain cannot be disabled or removed',
  },
  '0000055E': {
    code: 'constraint_violation',
    message: 'This is the primary group of the user',
    fix: 'Give the user another primary group in the domain first.',
  },
  '00000523': { code: 'invalid_value', message: 'The domain does not take this as an account name' },
  '00000524': taken('The account name'),
  '00000526': taken('The group name'),
  '00002071': taken('The name or the account name'),
  '000021C7': taken('The service principal name'),
  '000021C8': taken('The user principal name'),
  '00002028': {
    code: 'bind_refused',
    message: 'The domain takes no password over an unencrypted connection',
    fix: 'Use an ldaps:// address, or StartTLS.',
    field: 'connection.urls',
  },
  '0000202D': {
    message: 'The domain does this over an encrypted connection only',
    fix: 'Use an ldaps:// address, or StartTLS.',
    field: 'connection.urls',
  },
  '000020B1': { message: 'Only the domain itself writes this attribute', fix: 'Take it out of the mapping.' },
  '00002016': { message: 'The attribute names the entry, so it changes by a rename only' },
  '80090346': {
    code: 'bind_refused',
    message: 'The domain controller wants the password bound to its TLS connection (channel binding)',
    fix: 'Set its policy “LDAP server channel binding token requirements” to “When supported”.',
    field: 'connection.bindDn',
  },
}

/** What Active Directory's words begin with, decoded; nothing where that is no code, or none that needs other words. */
export function extendedError(words: string): Words {
  const code = /^\s*(?:0x)?([0-9a-f]{8}):/i.exec(words)?.[1]?.toUpperCase()
  return (code === undefined ? undefined : byCode[code]) ?? {}
}
