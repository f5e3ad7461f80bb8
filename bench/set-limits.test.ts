import { expect, test } from 'vitest'
import { judge, type Figure } from './judge.ts'
import type { Results } from './results.ts'
import { growth, limitBySqlite } from './set-limits.ts'
import { figureNames } from './sizes.ts'

const { firstSync, unchanged, peak, dump } = figureNames
const time = (name: string, seconds: number): Figure => ({ name, unit: 's', runs: [seconds] })

function resultsOf(figures: readonly Figure[]): Results {
  return {
    at: '',
    machine: { processor: '', cores: 2, gigabytes: 8, system: '', node: '', slapd: '' },
    size: '100k',
    company: { people: 1, groups: 1, memberships: 1 },
    store: 'sqlite',
    figures: figures.map(judge),
  }
}

test('a million people may take eleven times what a hundred thousand took', () => {
  const smaller = resultsOf([time(firstSync, 2), time(unchanged, 1), time(dump, 1)])
  const grown = growth([time(firstSync, 22), time(unchanged, 12), time(dump, 30)], smaller)
  expect(grown.map(judge)).toMatchObject([
    { ratio: 11, verdict: 'ok' },
    { ratio: 12, verdict: 'MISSED' },
  ])
})

test('without results of a hundred thousand people a million’s are missed', () => {
  expect(growth([time(firstSync, 22)], null).map(judge)).toMatchObject([{ verdict: 'MISSED' }])
})

test('on PostgreSQL a ratio may be twice SQLite’s, and so may a time that has no other beside it', () => {
  const beside = { name: 'dump', runs: [1] }
  const sqlite = resultsOf([{ ...time(unchanged, 1.5), beside }, time(firstSync, 4)])
  const limited = limitBySqlite(
    [
      { ...time(unchanged, 6), beside: { name: 'dump', runs: [2] }, limit: { times: 2 } },
      { ...time(firstSync, 9), limit: { most: 5 } },
      { name: peak, unit: 'MB', runs: [240], limit: { most: 250 } },
      time(dump, 1),
    ],
    sqlite,
  )
  expect(limited.map(judge)).toMatchObject([
    { ratio: 3, limit: { times: 3 }, verdict: 'ok' },
    { limit: { most: 8 }, verdict: 'MISSED' },
    { limit: { most: 250 }, verdict: 'ok' },
    { verdict: 'told' },
  ])
  expect(limitBySqlite(limited, null).map(judge)).toMatchObject([
    { verdict: 'MISSED' },
    { verdict: 'MISSED' },
    { verdict: 'ok' },
    { verdict: 'told' },
  ])
})
