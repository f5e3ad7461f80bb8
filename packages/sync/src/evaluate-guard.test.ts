import { defaultSettings, type GuardKind, type Side } from '@bindery/contract'
import { describe, expect, test } from 'vitest'
import { evaluateGuard, type GuardInput } from './evaluate-guard.ts'
import { waitsFor, type GuardedRows } from './row-guard.ts'

const limits = { ...defaultSettings().policy.guard, removals: { count: 5, percent: 5 } }

function input(more: Partial<GuardInput> = {}): GuardInput {
  return {
    limits,
    rows: [],
    recent: [],
    totals: { accounts: { people: 100, members: 400 }, directory: { people: 250, members: 400 } },
    snapshot: { people: 250, previous: 250, linked: 100 },
    settingsChanged: false,
    causes: [],
    ...more,
  }
}

const row = (
  rows: number,
  kind: GuardKind = 'removals',
  side: Side = 'accounts',
  attribute = '',
): GuardedRows => ({
  side,
  guard: kind === 'cleared_values' ? { cleared_values: [attribute] } : { [kind]: 1 },
  rows,
})
const limitOf = (given: GuardInput, kind: GuardKind, side: Side = 'accounts', attribute = '') =>
  evaluateGuard(given).limits.find((l) => l.kind === kind && l.side === side && l.attribute === attribute)

describe('limits', () => {
  test.each([
    {
      name: 'the count, when the share is smaller',
      of: 40,
      count: 5,
      recent: 0,
      limit: 5,
      verdict: 'within',
    },
    { name: 'one over the count', of: 40, count: 6, recent: 0, limit: 5, verdict: 'needs_approval' },
    { name: 'the share, when it is larger', of: 1000, count: 50, recent: 0, limit: 50, verdict: 'within' },
    { name: 'one over the share', of: 1000, count: 51, recent: 0, limit: 50, verdict: 'needs_approval' },
    { name: 'a share is rounded down', of: 139, count: 7, recent: 0, limit: 6, verdict: 'needs_approval' },
    {
      name: 'S51 small runs add up over 24 hours',
      of: 40,
      count: 1,
      recent: 5,
      limit: 5,
      verdict: 'needs_approval',
    },
    { name: 'what is past alone stops nothing', of: 40, count: 0, recent: 9, limit: 5, verdict: 'within' },
    {
      name: 'an empty side has the count as its limit',
      of: 0,
      count: 5,
      recent: 0,
      limit: 5,
      verdict: 'within',
    },
  ])('$name', ({ of, count, recent, limit, verdict }) => {
    const given = input({
      rows: [row(count)],
      recent: [row(recent)],
      totals: { accounts: { people: of, members: 0 }, directory: { people: 9999, members: 9999 } },
    })
    expect(evaluateGuard(given).verdict).toBe(verdict)
    expect(limitOf(given, 'removals')).toMatchObject({ count, recent, limit, of })
  })

  test('each side is weighed by itself, and members out of memberships', () => {
    const given = input({ rows: [row(4), row(4, 'removals', 'directory'), row(20, 'member_removals')] })
    expect(evaluateGuard(given).verdict).toBe('within')
    expect(limitOf(given, 'removals', 'directory')).toMatchObject({ count: 4, of: 250, limit: 12 })
    expect(limitOf(given, 'member_removals')).toMatchObject({
      count: 20,
      of: 400,
      limit: 20,
      exceeded: false,
    })
  })

  test('cleared values are weighed per attribute', () => {
    const given = input({
      rows: [row(4, 'cleared_values', 'directory', 'phone'), row(20, 'cleared_values', 'directory', 'title')],
    })
    expect(evaluateGuard(given).verdict).toBe('needs_approval')
    expect(limitOf(given, 'cleared_values', 'directory', 'phone')).toMatchObject({ exceeded: false })
    expect(limitOf(given, 'cleared_values', 'directory', 'title')).toMatchObject({ exceeded: true })
  })

  test('a kind that nothing counts for is told all the same, so that the limit can be seen', () => {
    expect(limitOf(input(), 'disables')).toMatchObject({ count: 0, recent: 0, limit: 5, exceeded: false })
  })
})

describe('stops', () => {
  test.each([
    {
      name: 'S06 nobody although people are linked',
      people: 0,
      previous: 250,
      linked: 3,
      code: 'empty_result',
    },
    { name: 'S06 92 % fewer', people: 20, previous: 250, linked: 250, code: 'far_fewer_results' },
    { name: 'just below 80 %', people: 199, previous: 250, linked: 250, code: 'far_fewer_results' },
    { name: 'exactly 80 %', people: 200, previous: 250, linked: 250, code: undefined },
    { name: 'S52 nobody, and nobody linked', people: 0, previous: null, linked: 0, code: undefined },
    { name: 'a first read', people: 3, previous: null, linked: 0, code: undefined },
    { name: 'more than before', people: 900, previous: 250, linked: 250, code: undefined },
  ])('$name', ({ code, ...snapshot }) => {
    const { verdict, stops } = evaluateGuard(input({ snapshot }))
    expect(stops.map((stop) => stop.code)).toEqual(code ? [code] : [])
    expect(verdict).toBe(code ? 'stopped' : 'within')
  })

  test('the numbers are in the words', () => {
    const snapshot = { people: 20, previous: 250, linked: 250 }
    expect(evaluateGuard(input({ snapshot })).stops[0]?.message).toMatch(/20 people.*250/)
  })
})

describe('after scope or mapping changed', () => {
  test.each<[GuardKind, string]>([
    ['removals', 'needs_approval'],
    ['disables', 'needs_approval'],
    ['member_removals', 'needs_approval'],
    ['username_changes', 'within'],
    ['moves', 'within'],
  ])('S44 S50 a single one of %s: %s', (kind, verdict) => {
    expect(evaluateGuard(input({ rows: [row(1, kind)], settingsChanged: true })).verdict).toBe(verdict)
    expect(evaluateGuard(input({ rows: [row(1, kind)], settingsChanged: false })).verdict).toBe('within')
  })

  test('S50 a single cleared value waits', () => {
    const rows = [row(1, 'cleared_values', 'accounts', 'phone')]
    expect(evaluateGuard(input({ rows, settingsChanged: true })).verdict).toBe('needs_approval')
  })

  test('creations and updates go ahead', () => {
    expect(evaluateGuard(input({ settingsChanged: true })).verdict).toBe('within')
  })
})

describe('what waits', () => {
  const removals = row(6)
  const creations: GuardedRows = { side: 'accounts', guard: {}, rows: 12 }

  test('rows of an exceeded limit wait; without them the rest passes', () => {
    const given = input({ rows: [removals, creations, row(2, 'removals', 'directory')] })
    const { limits: weighed, waiting } = evaluateGuard(given)
    expect(waiting).toBe(6)
    const rest = given.rows.filter((one) => !waitsFor(weighed, one))
    expect(rest).toEqual([creations, row(2, 'removals', 'directory')])
    expect(evaluateGuard(input({ rows: rest }))).toMatchObject({ verdict: 'within', waiting: 0 })
  })

  test('after a change of settings every loss waits, whatever its number', () => {
    const rows = [row(1), row(3, 'moves'), creations]
    expect(evaluateGuard(input({ rows, settingsChanged: true })).waiting).toBe(1)
  })

  test('a row that counts toward two kinds waits for either', () => {
    const both: GuardedRows = { side: 'directory', guard: { moves: 1, username_changes: 1 }, rows: 13 }
    const { limits: weighed } = evaluateGuard(input({ rows: [both] }))
    expect(waitsFor(weighed, { side: 'directory', guard: { moves: 1 }, rows: 1 })).toBe(true)
    expect(waitsFor(weighed, { side: 'accounts', guard: { moves: 1 }, rows: 1 })).toBe(false)
  })

  test('a stop holds everything: a read that looks broken is no ground for creations either', () => {
    const snapshot = { people: 20, previous: 250, linked: 250 }
    expect(evaluateGuard(input({ rows: [creations, row(1)], snapshot }))).toMatchObject({
      verdict: 'stopped',
      waiting: 13,
    })
  })
})
