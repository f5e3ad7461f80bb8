import { describe, expect, test } from 'vitest'
import { checkDn, DnSyntaxError, parseDn, tryParseDn } from './index.ts'
import type { Dn } from './index.ts'

const dn = (...rdns: (readonly [string, string])[]): Dn => rdns.map(([type, value]) => [{ type, value }])

test.each<[string, Dn]>([
  ['', []],
  ['UID=jsmith,DC=example,DC=net', dn(['UID', 'jsmith'], ['DC', 'example'], ['DC', 'net'])],
  [
    'OU=Sales+CN=J.  Smith,DC=example,DC=net',
    [
      [
        { type: 'OU', value: 'Sales' },
        { type: 'CN', value: 'J.  Smith' },
      ],
      ...dn(['DC', 'example'], ['DC', 'net']),
    ],
  ],
  [
    'CN=James \\"Jim\\" Smith\\, III,DC=example,DC=net',
    dn(['CN', 'James "Jim" Smith, III'], ['DC', 'example'], ['DC', 'net']),
  ],
  ['CN=Before\\0dAfter,DC=example,DC=net', dn(['CN', 'Before\rAfter'], ['DC', 'example'], ['DC', 'net'])],
  ['1.3.6.1.4.1.1466.0=#04024869', [[{ type: '1.3.6.1.4.1.1466.0', value: '#04024869', encoded: true }]]],
  ['CN=Lu\\C4\\8Di\\C4\\87', dn(['CN', 'Lučić'])],
])('an example of RFC 4514 §4: %s', (text, expected) => {
  expect(parseDn(text)).toEqual(expected)
})

test.each<[string, Dn]>([
  ['cn=Doe\\, John,dc=x', dn(['cn', 'Doe, John'], ['dc', 'x'])],
  ['cn=Doe\\2C John,dc=x', dn(['cn', 'Doe, John'], ['dc', 'x'])],
  ['cn=a\\+b,dc=x', dn(['cn', 'a+b'], ['dc', 'x'])],
  ['cn=\\#1,dc=x', dn(['cn', '#1'], ['dc', 'x'])],
  ['cn=\\23 1,dc=x', dn(['cn', '# 1'], ['dc', 'x'])],
  ['cn=C#,dc=x', dn(['cn', 'C#'], ['dc', 'x'])],
  ['cn=\\ Ann\\ ,dc=x', dn(['cn', ' Ann '], ['dc', 'x'])],
  ['cn=\\20Ann\\20,dc=x', dn(['cn', ' Ann '], ['dc', 'x'])],
  ['cn=Ann \\ ', dn(['cn', 'Ann  '])],
  ['cn=Ann\\   ,dc=x', dn(['cn', 'Ann '], ['dc', 'x'])],
  ['cn=Zoë Müller 山田 🙂,dc=x', dn(['cn', 'Zoë Müller 山田 🙂'], ['dc', 'x'])],
  ['cn=\\F0\\9F\\99\\82é', dn(['cn', '🙂é'])],
  ['cn=\\EF\\BB\\BFa', dn(['cn', '\uFEFFa'])],
  ['cn=x\\\\,ou=y', dn(['cn', 'x\\'], ['ou', 'y'])],
  ['cn=x\\5c,ou=y', dn(['cn', 'x\\'], ['ou', 'y'])],
  ['cn=a=b\\=c', dn(['cn', 'a=b=c'])],
  ['cn=Ann\\0ACNF:1-2,dc=x', dn(['cn', 'Ann\nCNF:1-2'], ['dc', 'x'])],
  ['cn=a\\00b', dn(['cn', 'a\0b'])],
  ['cn=', dn(['cn', ''])],
  ['cn=,dc=x', dn(['cn', ''], ['dc', 'x'])],
  ['  cn =  Ann Lee  ,  dc=x  ', dn(['cn', 'Ann Lee'], ['dc', 'x'])],
  ['0.9.2342.19200300.100.1.25=x', dn(['0.9.2342.19200300.100.1.25', 'x'])],
  [
    'cn=Ann + uid = ann,dc=x',
    [
      [
        { type: 'cn', value: 'Ann' },
        { type: 'uid', value: 'ann' },
      ],
      ...dn(['dc', 'x']),
    ],
  ],
])('S14 reads %s', (text, expected) => {
  expect(parseDn(text)).toEqual(expected)
})

describe('what is no DN says what to do, and where', () => {
  test.each<[string, number, RegExp]>([
    ['cn=Ann,', 7, /Nothing follows the "," at the end: remove it/],
    ['cn=Ann,,dc=x', 7, /Nothing follows the "," here/],
    [',dc=x', 0, /A part is missing here/],
    ['cn=Ann+,dc=x', 7, /Nothing follows the "\+"/],
    ['Ann', 0, /"Ann" has no "=": write it as type=value, for example cn=Ann\./],
    ['cn=Doe, John,dc=x', 8, /"John" has no "=".*write \\, before it/],
    ['=x', 0, /name before "=" is missing/],
    ['c n=x', 0, /"c n" is not an attribute name/],
    ['1=x', 0, /not an attribute name/],
    ['1.02=x', 0, /not an attribute name/],
    ['cn;lang-en=x', 0, /not an attribute name/],
    ['cn=x;dc=y', 4, /Write \\; .*separated by commas/],
    ['cn="x",dc=y', 3, /Write \\" /],
    ['cn=a<b', 4, /Write \\< /],
    ['cn=\\2ca>b', 7, /Write \\> /],
    ['cn=a\0b', 4, /\\00/],
    ['cn=a\\', 4, /escapes nothing: write \\5c/],
    ['cn=a\\é', 4, /escapes nothing/],
    ['cn=a\\4', 4, /escapes nothing/],
    ['cn=\\ff', 3, /\\ff is not UTF-8/],
    ['cn=\\c4x', 3, /\\c4 is not UTF-8/],
    ['cn=#', 3, /pairs of hex digits/],
    ['cn=#123', 3, /pairs of hex digits/],
    ['cn=#12 34', 3, /pairs of hex digits/],
    ['cn=#1x', 3, /write \\# for a value/],
  ])('%j', (text, position, message) => {
    expect(checkDn(text)).toEqual({ ok: false, position, message: expect.stringMatching(message) })
    expect(() => parseDn(text)).toThrow(DnSyntaxError)
    expect(tryParseDn(text)).toBeUndefined()
  })

  test('a good one has nothing to say', () => {
    expect(checkDn('cn=Ann,dc=example')).toEqual({ ok: true })
    expect(tryParseDn('dc=x')).toEqual(dn(['dc', 'x']))
  })
})
