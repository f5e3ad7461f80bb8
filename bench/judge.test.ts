import { expect, test } from 'vitest'
import { judge, median, percentile, type Figure } from './judge.ts'

test.each([
  [[3], 3],
  [[9, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[], NaN],
])('the median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected)
})

test('the 95th percentile is exceeded by one value in twenty at most', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect(percentile(values, 0.95)).toBe(95)
  expect(percentile([7], 0.95)).toBe(7)
  expect(percentile([], 0.95)).toBeNaN()
})

const figure: Figure = { name: 'a preview', unit: 's', runs: [2, 9, 3] }
const dump = { name: 'dump', runs: [1.5, 1.4, 20] }

test('a figure is told beside what was measured with it: medians of both', () => {
  expect(judge({ ...figure, beside: dump })).toMatchObject({
    measured: 3,
    reference: 1.5,
    ratio: 2,
    verdict: 'told',
  })
  expect(judge(figure)).toMatchObject({ measured: 3, reference: null, ratio: null, verdict: 'told' })
})

test.each([
  [{ times: 2 }, 'ok'],
  [{ times: 1.99 }, 'MISSED'],
  [{ most: 3 }, 'ok'],
  [{ most: 2.9 }, 'MISSED'],
] as const)('3 s beside 1.5 s with the limit %j is %s', (limit, verdict) => {
  expect(judge({ ...figure, beside: dump, limit }).verdict).toBe(verdict)
})

test('what could not be measured is missed', () => {
  expect(judge({ ...figure, runs: [], limit: { most: 3 } }).verdict).toBe('MISSED')
  expect(judge({ ...figure, runs: [], beside: dump, limit: { times: 3 } }).verdict).toBe('MISSED')
  expect(judge({ ...figure, limit: { times: 3 } }).verdict).toBe('MISSED')
})
