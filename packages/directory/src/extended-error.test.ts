import { expect, test } from 'vitest'
import { resultProblem } from './problems.ts'

// As domain controllers of Windows and of Samba word them.
test.each([
  [
    53,
    '0000052D: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0',
    'constraint_violation',
    /password policy/,
  ],
  [
    19,
    '0000052D: Constraint violation - check_password_restrictions: the password is too short.',
    'constraint_violation',
    /password policy/,
  ],
  [
    68,
    '00000524: UpdErr: DSID-031A11CB, problem 6005 (ENTRY_EXISTS), data 0',
    'already_exists',
    /^The account name belongs/,
  ],
  [68, "00002071: samldb: samAccountName 'b' already in use!", 'already_exists', /belongs to somebody else/],
  [
    19,
    '000021C8: AtrErr: DSID-03200BBA, #1: problem 1005 (CONSTRAINT_ATT_TYPE)',
    'already_exists',
    /user principal name/,
  ],
  [
    50,
    '00002098: SecErr: DSID-03150F94, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0',
    'insufficient_access',
    /may not/,
  ],
  [
    53,
    '0000055E: SvcErr: DSID-031A1254, problem 5003 (WILL_NOT_PERFORM), data 0',
    'constraint_violation',
    /primary group/,
  ],
  [53, '00002035: LdapErr: DSID-0C0910E1, comment: Error processing', 'unwilling', /unwilling/],
  [19, 'no code at all', 'constraint_violation', /rule of the server/],
])('a write refused with %i “%s” is %s', (code, words, expected, message) => {
  const problem = resultProblem('write', code, words)
  expect(problem).toMatchObject({ code: expected, message: expect.stringMatching(message) as string })
  expect(problem.fix).not.toBe('')
  expect(problem.raw).toContain(words)
})

test('a bind that wants TLS names the address as the field to change', () => {
  const words =
    '00002028: LdapErr: DSID-0C090259, comment: The server requires binds to turn on integrity checking'
  expect(resultProblem('bind', 8, words)).toMatchObject({ code: 'bind_refused', field: 'connection.urls' })
})

test('a bind that wants channel binding says so', () => {
  const words = '80090346: LdapErr: DSID-0C090587, comment: AcceptSecurityContext error, data 80090346, v4563'
  expect(resultProblem('bind', 49, words)).toMatchObject({
    code: 'bind_refused',
    message: expect.stringMatching(/channel binding/) as string,
  })
})

test('a search keeps the meaning of its result code', () => {
  expect(resultProblem('search', 50, '0000055E: whatever')).toMatchObject({ code: 'insufficient_access' })
})
