import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { caseIgnoreKey } from './index.ts'

test.each([
  ['', ''],
  [' ', ''],
  ['Ann', 'ann'],
  ['  Ann   Lee ', 'ann lee'],
  ['ÉCOLE', 'école'],
  ['e\u0301', 'é'],
  ['ＡＮＮ', 'ann'],
  ['ﬁn', 'fin'],
  ['a\u00a0\u3000b', 'a b'],
  ['Ὀδυσσεύς', 'ὀδυσσεύσ'],
  // Kept apart as OpenLDAP 2.5 does; measured with ldapcompare.
  ['straße', 'straße'],
  ['ad\u200bmin', 'ad\u200bmin'],
  ['a\tb', 'a\tb'],
])('%j → %j', (value, key) => {
  expect(caseIgnoreKey(value)).toBe(key)
})

test('a key is its own key', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      expect(caseIgnoreKey(caseIgnoreKey(value))).toBe(caseIgnoreKey(value))
    }),
    { numRuns: 2000 },
  )
})

test('ASCII compares without regard to case and spaces at the ends', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (value) => {
      expect(caseIgnoreKey(`  ${value.toUpperCase()} `)).toBe(caseIgnoreKey(value.toLowerCase()))
    }),
  )
})
