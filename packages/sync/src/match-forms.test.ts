import { buildSchema } from '@bindery/contract/ldap-text'
import { expect, test } from 'vitest'
import { matchForms } from './match-forms.ts'

const schema = buildSchema({
  attributeTypes: [
    "( 1.1 NAME 'badge' EQUALITY caseExactMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )",
    "( 1.2 NAME 'number' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )",
    "( 1.3 NAME 'inherits' SUP badge )",
    "( 1.4 NAME 'byOid' EQUALITY 1.3.6.1.4.1.1466.109.114.1 SYNTAX 1.3.6.1.4.1.1466.115.121.1.26 )",
  ],
  objectClasses: [],
})
const keys = (remote: string, ...values: string[]) => {
  const forms = matchForms([{ local: 'employeeNumber', remote }], schema)
  return new Set(values.map((value) => forms.keyOf('employeeNumber', value))).size
}

test.each(['badge', 'inherits', 'byOid'])('%s tells upper from lower case', (remote) =>
  expect(keys(remote, 'Ab1', 'AB1', 'ab1')).toBe(3),
)
test.each(['number', 'NUMBER', 'unknown'])('%s does not', (remote) =>
  expect(keys(remote, 'Ab1', 'AB1', 'ab1')).toBe(1),
)
test.each(['badge', 'number', 'unknown'])('%s is the same in every normal form of Unicode', (remote) =>
  expect(keys(remote, 'Jos\u00e9', 'Jose\u0301', ' Jos\u00e9 ')).toBe(1),
)
test('without a schema case makes no difference', () =>
  expect(matchForms([{ local: 'email', remote: 'badge' }], null).exact('email')).toBe(false))
