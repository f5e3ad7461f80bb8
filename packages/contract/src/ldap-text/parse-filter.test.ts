import { describe, expect, test } from 'vitest'
import { checkFilter, FilterSyntaxError, parseFilter, writeFilter } from './index.ts'
import type { Filter } from './index.ts'

const equality = (attribute: string, value: string | Uint8Array): Filter => ({
  kind: 'equality',
  attribute,
  value,
})
const present = (attribute: string): Filter => ({ kind: 'present', attribute })

test.each<[string, Filter]>([
  ['(cn=Babs Jensen)', equality('cn', 'Babs Jensen')],
  ['(!(cn=Tim Howes))', { kind: 'not', filter: equality('cn', 'Tim Howes') }],
  [
    '(&(objectClass=Person)(|(sn=Jensen)(cn=Babs J*)))',
    {
      kind: 'and',
      filters: [
        equality('objectClass', 'Person'),
        {
          kind: 'or',
          filters: [
            equality('sn', 'Jensen'),
            { kind: 'substring', attribute: 'cn', initial: 'Babs J', any: [] },
          ],
        },
      ],
    },
  ],
  ['(o=univ*of*mich*)', { kind: 'substring', attribute: 'o', initial: 'univ', any: ['of', 'mich'] }],
  ['(seeAlso=)', equality('seeAlso', '')],
  [
    '(cn:caseExactMatch:=Fred Flintstone)',
    {
      kind: 'extensible',
      attribute: 'cn',
      rule: 'caseExactMatch',
      dnAttributes: false,
      value: 'Fred Flintstone',
    },
  ],
  ['(cn:=Betty Rubble)', { kind: 'extensible', attribute: 'cn', dnAttributes: false, value: 'Betty Rubble' }],
  [
    '(sn:dn:2.4.6.8.10:=Barney Rubble)',
    { kind: 'extensible', attribute: 'sn', rule: '2.4.6.8.10', dnAttributes: true, value: 'Barney Rubble' },
  ],
  ['(o:dn:=Ace Industry)', { kind: 'extensible', attribute: 'o', dnAttributes: true, value: 'Ace Industry' }],
  [
    '(:1.2.3:=Wilma Flintstone)',
    { kind: 'extensible', rule: '1.2.3', dnAttributes: false, value: 'Wilma Flintstone' },
  ],
  ['(:DN:2.4.6.8.10:=Dino)', { kind: 'extensible', rule: '2.4.6.8.10', dnAttributes: true, value: 'Dino' }],
  [
    '(o=Parens R Us \\28for all your parenthetical needs\\29)',
    equality('o', 'Parens R Us (for all your parenthetical needs)'),
  ],
  ['(cn=*\\2A*)', { kind: 'substring', attribute: 'cn', any: ['*'] }],
  ['(filename=C:\\5cMyFile)', equality('filename', 'C:\\MyFile')],
  ['(bin=\\00\\00\\00\\04)', equality('bin', '\0\0\0\x04')],
  ['(sn=Lu\\c4\\8di\\c4\\87)', equality('sn', 'Lučić')],
  ['(1.3.6.1.4.1.1466.0=\\04\\02\\48\\69)', equality('1.3.6.1.4.1.1466.0', '\x04\x02Hi')],
])('an example of RFC 4515 §4: %s', (text, expected) => {
  expect(parseFilter(text)).toEqual(expected)
  expect(parseFilter(writeFilter(expected))).toEqual(expected)
})

test.each<[string, Filter]>([
  ['(uid=*)', present('uid')],
  ['(mail=*@example.com)', { kind: 'substring', attribute: 'mail', any: [], final: '@example.com' }],
  ['(uidNumber>=1000)', { kind: 'ge', attribute: 'uidNumber', value: '1000' }],
  ['(uidNumber<=5)', { kind: 'le', attribute: 'uidNumber', value: '5' }],
  ['(cn~=Jon)', { kind: 'approx', attribute: 'cn', value: 'Jon' }],
  ['(userCertificate;binary=*)', present('userCertificate;binary')],
  ['(labeledURI=http://x/?a:=b>=c)', equality('labeledURI', 'http://x/?a:=b>=c')],
  ['(cn= Ann )', equality('cn', ' Ann ')],
  ['(cn=山田)', equality('cn', '山田')],
  ['(objectGUID=\\ff\\41\\00)', equality('objectGUID', Uint8Array.of(0xff, 0x41, 0))],
  [
    '(userAccountControl:1.2.840.113556.1.4.803:=2)',
    {
      kind: 'extensible',
      attribute: 'userAccountControl',
      rule: '1.2.840.113556.1.4.803',
      dnAttributes: false,
      value: '2',
    },
  ],
  [
    ' ( &\n  (uid=*)\n  ( ! (mail=*) )\n)\n',
    { kind: 'and', filters: [present('uid'), { kind: 'not', filter: present('mail') }] },
  ],
  ['(|(uid=*))', { kind: 'or', filters: [present('uid')] }],
])('reads %s', (text, expected) => {
  expect(parseFilter(text)).toEqual(expected)
  expect(checkFilter(text)).toEqual({ ok: true })
})

describe('what is no filter says what to do, and where', () => {
  test.each<[string, number, RegExp]>([
    ['', 0, /empty: write \(objectClass=\*\)/],
    ['  ', 0, /empty/],
    ['uid=x', 0, /in parentheses: write \(uid=x\)\./],
    [' uid=x ', 1, /write \(uid=x\)\./],
    ['(uid=x', 6, /A "\)" is missing for the "\(" at character 1: add it/],
    ['(&(uid=x)(cn=y)', 15, /missing for the "\(" at character 1/],
    ['(&(uid=x)(cn=y', 14, /missing for the "\(" at character 10/],
    ['(!(uid=x)', 9, /missing for the "\(" at character 1/],
    ['(uid=x))', 7, /one "\)" too many/],
    ['(uid=x)(cn=y)', 7, /join both as \(&\(first\)\(second\)\)/],
    ['(uid=x) y', 8, /remove what follows/],
    ['((uid=x))', 1, /one "\(" too many/],
    ['(uid=a(b))', 6, /Write \\28/],
    ['(&(uid=x(cn=y))', 8, /close this filter with "\)" before it/],
    ['(&uid=x)', 2, /"&" needs at least one filter in its own parentheses/],
    ['(&)', 2, /"&" needs at least one/],
    ['(|)', 2, /"\|" needs at least one/],
    ['(!uid=x)', 2, /"!" needs one filter in its own/],
    ['(!(uid=x)(cn=y))', 9, /"!" takes one filter/],
    ['(&(uid=x)cn=y)', 9, /add "\(" here/],
    ['()', 1, /parentheses are empty/],
    ['(uid)', 1, /"uid" has no comparison.*\(uid=\*\)/],
    ['(uid>5)', 1, />= and <= only/],
    ['(=x)', 1, /attribute name is missing/],
    ['(uid =x)', 1, /Remove the space beside/],
    ['(u id=x)', 1, /"u id" is not an attribute name/],
    ['(é=x)', 1, /not an attribute name/],
    ['(uid;=x)', 1, /not an attribute name/],
    ['(:=x)', 1, /\(attribute:rule:=value\)/],
    ['(:dn:=x)', 1, /\(attribute:rule:=value\)/],
    ['(cn:a:b:=x)', 1, /\(attribute:rule:=value\)/],
    ['(cn:no rule:=x)', 1, /\(attribute:rule:=value\)/],
    ['(age>=1*)', 7, /write \\2a for an asterisk/],
    ['(cn:rule:=a*)', 11, /write \\2a/],
    ['(cn=a**b)', 5, /Two "\*" in a row/],
    ['(cn=a\\b)', 5, /"\\b" is no escape: write \\5c/],
    ['(cn=a\\zz*)', 5, /"\\zz" is no escape/],
    ['(cn=ab\\2a\\2)', 9, /"\\2" is no escape/],
    ['(cn=x*a\\*)', 7, /is no escape.*\\2a for \*/],
    ['(cn=a\0)', 5, /Write \\00/],
  ])('%j', (text, position, message) => {
    expect(checkFilter(text)).toEqual({ ok: false, position, message: expect.stringMatching(message) })
    expect(() => parseFilter(text)).toThrow(FilterSyntaxError)
  })

  test('a filter nested without end is refused, not a crash', () => {
    expect(checkFilter('(!'.repeat(100_000))).toMatchObject({ ok: false, position: 200 })
    expect(checkFilter(`${'(!'.repeat(99)}(a=b)${')'.repeat(99)}`)).toEqual({ ok: true })
  })
})
