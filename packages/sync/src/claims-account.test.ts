import { expect, it } from 'vitest'
import { claimsAccount, type EntryKeys } from './claims-account.ts'
import type { MatchKeys } from './match-entry.ts'

const number = { local: 'employeeNumber', remote: 'employeeNumber' } as const
const mail = { local: 'email', remote: 'mail' } as const
const username = { local: 'username', remote: 'uid' } as const
const rules = [number, mail, username]
const account: MatchKeys = { employeeNumber: '1', email: 'ada@example.org', username: 'ada' }

it.each<[string, Partial<MatchKeys>, Partial<EntryKeys>, (typeof rules)[number] | null]>([
  ['the strongest shared key says it', {}, { employeeNumber: ['1'], email: ['ada@example.org'] }, number],
  ['a weaker one too', {}, { email: ['ada@example.org'] }, mail],
  ['even where a stronger one differs', {}, { employeeNumber: ['2'], email: ['ada@example.org'] }, mail],
  ['one of several values is enough', {}, { email: ['a@example.org', 'ada@example.org'] }, mail],
  ['a username where there is no other key', {}, { username: ['ada'] }, username],
  [
    'a username where the account has no other',
    { employeeNumber: null, email: null },
    { email: ['x'], username: ['ada'] },
    username,
  ],
  ['not a username against another key', {}, { email: ['other@example.org'], username: ['ada'] }, null],
  ['nothing shared', {}, { employeeNumber: ['2'], username: ['bo'] }, null],
  ['nothing there', {}, {}, null],
])('%s', (_, more, entry, rule) =>
  expect(
    claimsAccount(rules, { ...account, ...more }, { employeeNumber: [], email: [], username: [], ...entry }),
  ).toBe(rule),
)
