import { expect, test } from 'vitest'
import { judge } from './judge.ts'
import { writeMarkdownTable, writeTable } from './table.ts'

const figures = [
  { name: 'dump', unit: 's', runs: [1.016] },
  {
    name: 'first preview',
    unit: 's',
    runs: [3],
    beside: { name: 'dump', runs: [1] },
    limit: { times: 2 },
  },
  { name: 'page', unit: 'ms', runs: [4.25], limit: { most: 50 } },
] as const

test('a table tells each figure, what is beside it, its limit and whether it is kept', () => {
  expect(writeTable(figures.map(judge))).toBe(
    [
      'figure         measured  beside        ratio  limit',
      'dump             1.02 s',
      'first preview    3.00 s  1.00 s dump  3.00 x    2 x  MISSED',
      'page             4.3 ms                       50 ms  ok',
      '',
    ].join('\n'),
  )
})

test('the same in Markdown', () => {
  expect(writeMarkdownTable(figures.map(judge))).toBe(
    [
      '| figure        | measured | beside      |  ratio | limit |        |',
      '| ------------- | -------: | ----------- | -----: | ----: | ------ |',
      '| dump          |   1.02 s |             |        |       |        |',
      '| first preview |   3.00 s | 1.00 s dump | 3.00 x |   2 x | MISSED |',
      '| page          |   4.3 ms |             |        | 50 ms | ok     |',
      '',
    ].join('\n'),
  )
})
