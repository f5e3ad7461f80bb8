import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { andFilter, escapeFilterValue, FilterSyntaxError, parseFilter, writeFilter } from './index.ts'
import type { Filter } from './index.ts'

const equality = (attribute: string, value: string | Uint8Array): Filter => ({
  kind: 'equality',
  attribute,
  value,
})
const present = (attribute: string): Filter => ({ kind: 'present', attribute })

test.each<[string | Uint8Array, string]>([
  ['a*b(c)d\\e\0', 'a\\2ab\\28c\\29d\\5ce\\00'],
  ['\n\x7f', '\\0a\\7f'],
  ['\u0085', '\\c2\\85'],
  ['Zoë 山田 🙂', 'Zoë 山田 🙂'],
  [Uint8Array.of(0, 0x41, 0x2a, 0x5c, 0x20, 0x7e, 0x7f, 0xff), '\\00A\\2a\\5c ~\\7f\\ff'],
  ['', ''],
])('escapes %j as %s', (value, expected) => {
  expect(escapeFilterValue(value)).toBe(expected)
})

const attribute = fc.constantFrom('cn', 'uid', 'userCertificate;binary', '2.5.4.3', 'x-a_1')
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Array.from('*()\\\0&|!=<>~: aé🙂\n')), maxLength: 10 }),
  fc.string({ unit: 'grapheme' }),
)
const bytes = fc.uint8Array({ maxLength: 8 }).map((tail) => Uint8Array.of(0xff, ...tail))
const value = fc.oneof({ weight: 4, arbitrary: text }, { weight: 1, arbitrary: bytes })
const piece = value.filter((candidate) => candidate.length > 0)

const anyFilter = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ kind: fc.constantFrom('equality', 'ge', 'le', 'approx'), attribute, value }),
    fc.record({ kind: fc.constant('present'), attribute }),
    fc
      .record(
        {
          kind: fc.constant('substring'),
          attribute,
          initial: piece,
          any: fc.array(piece, { maxLength: 2 }),
          final: piece,
        },
        { requiredKeys: ['kind', 'attribute', 'any'] },
      )
      .filter(({ initial, any, final }) => any.length > 0 || initial !== undefined || final !== undefined),
    fc
      .record(
        {
          kind: fc.constant('extensible'),
          attribute,
          rule: fc.constantFrom('1.2.3', 'rule'),
          dnAttributes: fc.boolean(),
          value,
        },
        { requiredKeys: ['kind', 'dnAttributes', 'value'] },
      )
      .filter((filter) => filter.attribute !== undefined || filter.rule !== undefined),
    fc.record({
      kind: fc.constantFrom('and', 'or'),
      filters: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not'), filter: tie('filter') }),
  ),
})).filter

test('what is written reads back as the same', () => {
  fc.assert(
    fc.property(anyFilter, (filter) => {
      expect(parseFilter(writeFilter(filter))).toEqual(filter)
    }),
    { numRuns: 500 },
  )
})

test('S41 an escaped value never ends the comparison it stands in', () => {
  fc.assert(
    fc.property(value, (injected) => {
      const written = `(&(objectClass=person)(uid=${escapeFilterValue(injected)}))`
      expect(parseFilter(written)).toEqual({
        kind: 'and',
        filters: [equality('objectClass', 'person'), equality('uid', injected)],
      })
    }),
    { numRuns: 500 },
  )
})

test.each<[string, Filter]>([
  ['an attribute that is a filter', present('uid=*)(cn')],
  ['a rule that is a filter', { kind: 'extensible', rule: '1.2:=x)(a', dnAttributes: false, value: 'x' }],
  ['an extensible filter of nothing', { kind: 'extensible', dnAttributes: true, value: 'x' }],
  ['an empty list', { kind: 'and', filters: [] }],
  ['a substring of nothing', { kind: 'substring', attribute: 'cn', any: [] }],
  ['an empty piece', { kind: 'substring', attribute: 'cn', initial: 'a', any: [''] }],
])('refuses to write %s', (_, filter) => {
  expect(() => writeFilter(filter)).toThrow(FilterSyntaxError)
})

test('filters join without one ending another', () => {
  expect(andFilter()).toBe('(objectClass=*)')
  expect(andFilter(' (uid=a) ')).toBe('(uid=a)')
  expect(andFilter('(uid=a)', '(|(cn=b)(cn=c))')).toBe('(&(uid=a)(|(cn=b)(cn=c)))')
  expect(() => andFilter('(uid=a)', '(cn=b))(|(cn=c)')).toThrow(FilterSyntaxError)
  expect(() => andFilter('(uid=a)', '')).toThrow(FilterSyntaxError)
})
