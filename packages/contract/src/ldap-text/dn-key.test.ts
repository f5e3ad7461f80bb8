import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { depthBelow, dnKey, isUnder, parseDn, sameDn, writeDn } from './index.ts'
import type { Rdn } from './index.ts'

describe('rule 1: DNs that name the same entry', () => {
  test.each([
    ['uid=ann,dc=x', 'UID=ANN, DC=X'],
    ['cn=Doe\\, John,dc=x', 'cn=doe\\2c  john , dc=x'],
    ['cn=Doe\\, John,dc=x', 'CN=DOE\\2C JOHN,DC=X'],
    ['cn=Lučić', 'CN=LU\\C4\\8CI\\C4\\86'],
    ['cn=é', 'cn=e\u0301'],
    ['cn=ﬁn', 'cn=FIN'],
    ['cn=a\u00a0b', 'cn=a b'],
    ['cn=ΟΔΟΣ', 'cn=οδος'],
    ['cn=\\20Ann\\20', 'cn=Ann'],
    ['cn=Ann  Lee', 'cn=ann lee'],
    ['cn=Ann+uid=a,dc=x', 'UID=A+CN=ann,dc=x'],
    ['commonName=Ann', '2.5.4.3=ann'],
    ['cn=Ann', 'CommonName=ann'],
    ['userid=a', '0.9.2342.19200300.100.1.1=a'],
    ['uid=a', 'userid=a'],
    ['domainComponent=x', 'dc=x'],
    ['organizationalUnitName=x,organizationName=y', 'ou=x,o=y'],
    ['rfc822Mailbox=a@x', 'mail=A@X'],
    ['surname=x', 'sn=x'],
    ['countryName=de,localityName=b,stateOrProvinceName=c,streetAddress=d', 'c=DE,l=B,st=C,street=D'],
    ['1.3.6.1.4.1.1466.0=#0402Af', '1.3.6.1.4.1.1466.0=#0402aF'],
    ['', '  '],
  ])('%s = %s', (a, b) => {
    expect(dnKey(a)).toBe(dnKey(b))
    expect(sameDn(a, b)).toBe(true)
  })

  test.each([
    ['uid=ann,dc=x', 'cn=ann,dc=x'],
    ['cn=a\\,dc=x', 'cn=a,dc=x'],
    ['cn=a\\+uid=b', 'cn=a+uid=b'],
    ['cn=\\#0402', 'cn=#0402'],
    ['cn=a b', 'cn=ab'],
    ['dc=a,dc=b', 'dc=b,dc=a'],
    ['cn=a,dc=x', 'dc=x'],
    ['cn=strasse', 'cn=straße'],
    ['cn=admin', 'cn=ad\u200bmin'],
    ['cn=a+cn=a', 'cn=a'],
    ['cn=admin', 'cn=admin\\00'],
    ['!cn=a', 'cn=a'],
    ['nobody', ''],
  ])('%s ≠ %s', (a, b) => {
    expect(sameDn(a, b)).toBe(false)
  })
})

test('a key reads as a DN, its escapes in one form', () => {
  expect(dnKey('UID=J\\,D+CN=#04,O="'.replace('"', '\\"'))).toBe('cn=#04+uid=j\\2cd,o=\\22')
  expect(dnKey('CN=\\#1\\\\')).toBe('cn=\\231\\5c')
  expect(dnKey(parseDn('CN=Ann,DC=x'))).toBe('cn=ann,dc=x')
})

test('a key is the same whether or not the parent was met before', () => {
  for (const dn of ['cn=a, OU=B ,dc=x', 'cn=c, OU=B ,dc=x', 'cn=a+uid=b, OU=B ,dc=x', 'cn=#04, OU=B ,dc=x'])
    expect(dnKey(dn)).toBe(dnKey(parseDn(dn)))
  for (const text of ['cn=a,', 'cn=a,nobody', ',dc=x', ' ,dc=x', 'cn,dc=x'])
    expect(dnKey(text)).toBe(`!${text.trim()}`)
})

test('text that is no DN has a key of its own', () => {
  expect(dnKey(' Some Text ')).toBe('!some text')
  expect(sameDn('Some Text', 'some text')).toBe(true)
  expect(sameDn('cn=a,', 'cn=a')).toBe(false)
  expect(dnKey(dnKey('Some Text'))).toBe('!some text')
})

test.each<[string, string, number | undefined]>([
  ['ou=People,dc=x', 'OU=people, dc=X', 0],
  ['uid=a,ou=People,dc=x', 'ou=people,dc=x', 1],
  ['uid=a,ou=b,ou=People,dc=x', 'ou=people,dc=x', 2],
  ['cn=a\\,b,dc=x', 'dc=x', 1],
  ['dc=x', '', 1],
  ['', '', 0],
  ['uid=a\\,b+cn=c,dc=x', '', 2],
  ['ou=People,dc=x', 'uid=a,ou=People,dc=x', undefined],
  ['ou=MyPeople,dc=x', 'ou=People,dc=x', undefined],
  ['cn=a\\,dc=x', 'dc=x', undefined],
  ['cn=a\\2cou=People\\2cdc=x', 'ou=People,dc=x', undefined],
  ['cn=x+dc=x', 'dc=x', undefined],
  ['', 'dc=x', undefined],
  ['no dn,dc=x', 'dc=x', undefined],
  ['no dn', '', undefined],
  ['dc=x', 'no dn', undefined],
  ['no dn', 'No DN', 0],
])('%s under %s: %s', (dn, base, depth) => {
  expect(depthBelow(dn, base)).toBe(depth)
  expect(isUnder(dn, base)).toBe(depth !== undefined)
  expect(isUnder(dnKey(dn), dnKey(base))).toBe(depth !== undefined)
})

const value = fc.string({ unit: fc.constantFrom(...Array.from('aBcZéÜ ,+"\\<>;=#\0山')), maxLength: 8 })
const rdn = fc.array(fc.record({ type: fc.constantFrom('cn', 'OU', 'x-1'), value }), {
  minLength: 1,
  maxLength: 3,
})
const dn = fc.array(rdn, { maxLength: 4 })
const utf8 = new TextEncoder()

/** The same RDN in other letters, all escaped, other spaces and another order. */
function disguise(parts: Rdn): string {
  const written = parts.map((part) => {
    const spaced = `  ${part.value.toUpperCase().replaceAll(' ', '   ')} `
    const escaped = Array.from(utf8.encode(spaced), (byte) => `\\${byte.toString(16).padStart(2, '0')}`)
    return `${part.type.toUpperCase()} = ${escaped.join('')} `
  })
  return written.toReversed().join(' + ')
}

test('S14 the key does not depend on case, spaces, escapes or the order within an RDN', () => {
  fc.assert(
    fc.property(dn, (name) => {
      expect(dnKey(name.map(disguise).join(' , '))).toBe(dnKey(name))
    }),
  )
})

test('the short way to a key leads to the same one', () => {
  fc.assert(
    fc.property(dn, (name) => {
      const text = writeDn(name)
      expect(dnKey(text)).toBe(dnKey(name))
      expect(dnKey(text)).toBe(dnKey(parseDn(text)))
    }),
  )
  for (const text of [
    'UID=Ann.Lee-2,OU=Users,DC=org',
    'cn=Ann  Lee,dc=org',
    'cn=Ann Lee ,dc=org',
    '2.5.4.3=Ann,dc=org',
  ])
    expect(dnKey(text)).toBe(dnKey(parseDn(text)))
})

test('a key is its own key', () => {
  fc.assert(
    fc.property(dn, (name) => {
      expect(dnKey(dnKey(name))).toBe(dnKey(name))
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(dnKey(dnKey(text))).toBe(dnKey(text))
    }),
  )
})

test('depth counts levels, whatever the values hold', () => {
  fc.assert(
    fc.property(dn, dn, (above, base) => {
      expect(depthBelow(writeDn([...above, ...base]), base)).toBe(above.length)
    }),
  )
})
