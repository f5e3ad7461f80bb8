import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { caseExactKey, caseIgnoreKey } from './index.ts'

test.each([
  ['Ann', 'Ann'],
  ['  Ann   Lee ', 'Ann Lee'],
  ['Jose\u0301', 'José'],
  ['ＡＮＮ', 'ANN'],
])('%j → %j', (value, key) => {
  expect(caseExactKey(value)).toBe(key)
})

test('what is the same exactly is the same without regard to case', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      expect(caseIgnoreKey(caseExactKey(value))).toBe(caseIgnoreKey(value))
      expect(caseExactKey(caseExactKey(value))).toBe(caseExactKey(value))
    }),
    { numRuns: 2000 },
  )
})
