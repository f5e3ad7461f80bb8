import { dnKey } from '@bindery/contract/ldap-text'
import { expect, test } from 'vitest'
import { hashMembers } from './hash-members.ts'

const [ada, bo, cy] = ['uid=ada,o=x', 'uid=bo,o=x', 'uid=cy,o=x'] as const
const before = hashMembers('dn', [ada, bo])

test.each<[string, string, boolean]>([
  ['the same in another order and spelling', hashMembers('dn', ['UID=bo, o=X', ada]), true],
  ['one more', hashMembers('dn', [ada, bo, cy]), false],
  ['one fewer', hashMembers('dn', [ada]), false],
  ['another', hashMembers('dn', [ada, cy]), false],
  ['one renamed', hashMembers('dn', [ada, cy], new Map([[dnKey(cy), dnKey(bo)]])), true],
])('members of a group: %s', (_, now, same) => expect(now === before).toBe(same))

test('usernames compare without regard to case', () =>
  expect(hashMembers('username', ['Ada', 'bo'])).toBe(hashMembers('username', ['bo', 'ada'])))
