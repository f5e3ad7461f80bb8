import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { childDn, DnSyntaxError, parentDn, parseDn, rdnOf, writeDn, writeRdn } from './index.ts'
import type { NamePart } from './index.ts'

test.each([
  ['Doe, John', 'cn=Doe\\, John'],
  ['a+b', 'cn=a\\+b'],
  ['"q" <x>; y', 'cn=\\"q\\" \\<x\\>\\; y'],
  ['#1', 'cn=\\#1'],
  ['C#', 'cn=C#'],
  [' Ann ', 'cn=\\20Ann\\20'],
  [' ', 'cn=\\20'],
  ['   ', 'cn=\\20 \\20'],
  ['x\\', 'cn=x\\5c'],
  ['\\,', 'cn=\\5c\\,'],
  ['a\0b', 'cn=a\\00b'],
  ['Ann\nCNF:1', 'cn=Ann\\0aCNF:1'],
  ['a=b', 'cn=a\\=b'],
  ['Zoë 山田 🙂', 'cn=Zoë 山田 🙂'],
  ['', 'cn='],
])('S14 writes the value %j as %s', (value, expected) => {
  expect(writeRdn([{ type: 'cn', value }])).toBe(expected)
})

test('a BER value is written as it was read', () => {
  expect(writeDn(parseDn('1.3.6.1.4.1.1466.0=#04024869,dc=x'))).toBe('1.3.6.1.4.1.1466.0=#04024869,dc=x')
})

test.each<[string, readonly NamePart[]]>([
  ['a separator in the type', [{ type: 'cn=x,ou', value: 'y' }]],
  ['no type', [{ type: '', value: 'y' }]],
  ['an encoded value that is none', [{ type: 'cn', value: '#0,dc=x', encoded: true }]],
  ['no part', []],
])('refuses to write %s', (_, rdn) => {
  expect(() => writeRdn(rdn)).toThrow(DnSyntaxError)
})

const type = fc.constantFrom('cn', 'CN', 'ou', 'dc', 'x-custom_1', '2.5.4.3', '0.9.2342.19200300.100.1.1')
const awkward = fc.string({ unit: fc.constantFrom(...Array.from(' ,+"\\<>;=#\0\n*()aAé🙂')), maxLength: 12 })
const text = fc.oneof(awkward, fc.string({ unit: 'grapheme' }))
const hex = fc.stringMatching(/^#(?:[0-9a-f]{2}){1,6}$/)
const part = fc.oneof(
  { weight: 9, arbitrary: fc.record({ type, value: text }) },
  { weight: 1, arbitrary: fc.record({ type, value: hex, encoded: fc.constant(true as const) }) },
)
const anyDn = fc.array(fc.array(part, { minLength: 1, maxLength: 3 }), { maxLength: 5 })

test('what is written reads back as the same', () => {
  fc.assert(
    fc.property(anyDn, (dn) => {
      expect(parseDn(writeDn(dn))).toEqual(dn)
    }),
  )
})

test('S41 a name stays one level under its parent, whatever it holds', () => {
  fc.assert(
    fc.property(text, anyDn, (value, parent) => {
      expect(parseDn(childDn('uid', value, writeDn(parent)))).toEqual([[{ type: 'uid', value }], ...parent])
    }),
  )
})

test('no escaped backslash is ever written in the form that ldapts splits wrongly', () => {
  fc.assert(
    fc.property(anyDn, (dn) => {
      expect(writeDn(dn)).not.toContain('\\\\')
    }),
  )
})

test('a DN comes apart into its own name and its parent', () => {
  const dn = 'cn=Doe\\, John+uid=jd,ou=x\\\\, dc=example'
  expect(rdnOf(dn)).toBe('cn=Doe\\, John+uid=jd')
  expect(parentDn(dn)).toBe('ou=x\\5c,dc=example')
  expect(parentDn('dc=example')).toBe('')
  expect([parentDn(''), rdnOf('')]).toEqual([undefined, undefined])
  expect(parentDn(parseDn(dn))).toBe(parentDn(dn))
  expect(() => parentDn('Ann')).toThrow(DnSyntaxError)
})

test('a child is named under its parent, and under the root', () => {
  expect(childDn('cn', 'Doe, John', 'ou=People, dc=x')).toBe('cn=Doe\\, John,ou=People,dc=x')
  expect(childDn('dc', 'x', '')).toBe('dc=x')
  expect(childDn('dc', 'x', [])).toBe('dc=x')
})
