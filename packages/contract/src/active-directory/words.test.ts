import { expect, test } from 'vitest'
import { accountStates } from './account-states.ts'
import { wordDirectoryValue } from './word-directory-value.ts'

const forever = '9223372036854775807'

test.each([
  ['userAccountControl', '512', 'normal account'],
  ['useraccountcontrol', '514', 'normal account, disabled'],
  ['userAccountControl', '546', 'normal account, disabled, no password required'],
  ['userAccountControl', '66048', 'normal account, password never expires'],
  ['userAccountControl', '4096', 'computer'],
  ['userAccountControl', '532480', 'domain controller, trusted for delegation'],
  ['userAccountControl', '1073742336', 'normal account, 0x40000000'],
  ['userAccountControl', '0', 'none'],
  ['userAccountControl', 'TRUE', null],
  ['msDS-User-Account-Control-Computed', '8388624', 'locked, password expired'],
  ['groupType', '-2147483646', 'global security group'],
  ['groupType', '-2147483644', 'domain local security group'],
  ['groupType', '-2147483640', 'universal security group'],
  ['groupType', '-2147483643', 'built-in domain local security group'],
  ['groupType', '2', 'global distribution group'],
  ['groupType', '0', null],
  ['accountExpires', '0', 'never'],
  ['accountExpires', forever, 'never'],
  ['accountExpires', '130000000000000000', '2012-12-14 23:06 UTC'],
  ['pwdLastSet', '0', 'must be changed at the next sign-in'],
  ['pwdLastSet', '133444736000000000', '2023-11-14 22:13 UTC'],
  ['lastLogon', '0', 'never on this domain controller'],
  ['lastLogonTimestamp', '116444736000000000', '1970-01-01 00:00 UTC'],
  ['badPasswordTime', '0', 'never'],
  ['lockoutTime', '0', 'not locked'],
  ['lockoutTime', 'soon', null],
  ['mail', '0', null],
])('%s %s', (name, value, words) => {
  expect(wordDirectoryValue(name, value)).toBe(words)
})

const now = new Date('2026-11-26T12:00:00Z')
const normal = { userAccountControl: '512', accountExpires: forever, pwdLastSet: '133444736000000000' }
test.each([
  ['may sign in', normal, []],
  ['disabled', { ...normal, userAccountControl: '514' }, ['disabled']],
  ['expired', { ...normal, accountExpires: '130000000000000000' }, ['expired']],
  ['expires later', { ...normal, accountExpires: '140000000000000000' }, []],
  ['never expires', { ...normal, accountExpires: '0' }, []],
  ['locked', { ...normal, lockoutTime: '133444736000000000' }, ['locked']],
  [
    'locked until a while ago',
    { ...normal, lockoutTime: '133444736000000000', 'msDS-User-Account-Control-Computed': '0' },
    [],
  ],
  ['locked, as computed', { ...normal, 'msDS-User-Account-Control-Computed': '16' }, ['locked']],
  ['must change', { ...normal, pwdLastSet: '0' }, ['must_change_password']],
  [
    'must change, and so the password counts as expired',
    { ...normal, pwdLastSet: '0', 'msDS-User-Account-Control-Computed': '8388608' },
    ['must_change_password'],
  ],
  ['need not change', { userAccountControl: '66048', pwdLastSet: '0' }, []],
  ['password expired', { ...normal, 'msDS-User-Account-Control-Computed': '8388608' }, ['password_expired']],
  [
    'everything at once',
    { userAccountControl: '514', accountExpires: '1', lockoutTime: '1', pwdLastSet: '0' },
    ['disabled', 'expired', 'locked', 'must_change_password'],
  ],
  ['not told', { accountExpires: '0' }, null],
])('a person who %s', (_, values: Record<string, string>, states) => {
  expect(accountStates((name) => values[name], now)).toEqual(states)
})
