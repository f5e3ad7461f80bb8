import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'

test('equal values have equal text, whatever the order of their keys', () => {
  const one = { b: [{ y: 1, x: null }], a: 'é' }
  const other = { a: 'é', b: [{ x: null, y: 1 }] }
  expect(canonicalJson(one)).toBe('{"a":"é","b":[{"x":null,"y":1}]}')
  expect(canonicalJson(other)).toBe(canonicalJson(one))
})

test('the order of a list counts, and absent is as undefined', () => {
  expect(canonicalJson(['a', 'b'])).not.toBe(canonicalJson(['b', 'a']))
  expect(canonicalJson({ a: undefined })).toBe(canonicalJson({}))
  expect(canonicalJson({ a: null })).not.toBe(canonicalJson({}))
})
