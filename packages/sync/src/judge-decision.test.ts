import type { Decision } from '@bindery/contract'
import { describe, expect, it, test } from 'vitest'
import { matchFacts, type ConflictFacts } from './conflict-facts.ts'
import { judgeDecision } from './judge-decision.ts'
import type { MatchKeys } from './match-entry.ts'

const keys = (email: string): MatchKeys => ({ employeeNumber: null, email, username: null })
const account = (id: number, email: string, linkedTo: string | null = null, gone = false) => ({
  id,
  keys: keys(email),
  linkedTo,
  gone,
})
test('S15 a link instead of an entry that was gone is asked again when that one is back', () => {
  const facts = (gone: boolean) => matchFacts(keys('x'), [account(1, 'x', 'e9', gone)])
  const decision: Decision = { kind: 'link', localId: 1 }
  expect(judgeDecision(decision, facts(true), facts(true)).decision).toEqual(decision)
  expect(judgeDecision(decision, facts(true), facts(false))).toEqual(asked)
})

const asked = { decision: null, complete: false }

describe('a match', () => {
  const then = matchFacts(keys('x'), [account(1, 'x'), account(2, 'x')])
  const now = {
    'nothing changed': matchFacts(keys('x'), [account(2, 'x'), account(1, 'x')]),
    'the entry has another key': matchFacts(keys('y'), [account(1, 'x'), account(2, 'x')]),
    'the account has another key': matchFacts(keys('x'), [account(1, 'y'), account(2, 'x')]),
    'another account has another key': matchFacts(keys('x'), [account(1, 'x'), account(2, 'y')]),
    'another account came up': matchFacts(keys('x'), [account(1, 'x'), account(2, 'x'), account(3, 'x')]),
    'the account is gone': matchFacts(keys('x'), [account(2, 'x')]),
    'the account was linked': matchFacts(keys('x'), [account(1, 'x', 'e9'), account(2, 'x')]),
    'another account was linked': matchFacts(keys('x'), [account(1, 'x'), account(2, 'x', 'e9')]),
  } satisfies Record<string, ConflictFacts>
  const link: Decision = { kind: 'link', localId: 1 }
  const table: Record<keyof typeof now, readonly Decision['kind'][]> = {
    'nothing changed': ['link', 'separate', 'ignore'],
    'the entry has another key': [],
    'the account has another key': [],
    'another account has another key': [],
    'another account came up': [],
    'the account is gone': [],
    'the account was linked': ['separate', 'ignore'],
    'another account was linked': ['link', 'separate', 'ignore'],
  }
  for (const [change, holding] of Object.entries(table) as [keyof typeof now, readonly string[]][])
    it.each([link, { kind: 'separate' }, { kind: 'ignore' }] as const)(`${change}: $kind`, (decision) => {
      const held = { decision, complete: true }
      expect(judgeDecision(decision, then, now[change])).toEqual(
        holding.includes(decision.kind) ? held : asked,
      )
    })
})

describe('values', () => {
  const decision: Decision = { kind: 'values', sides: { title: 'directory', phone: 'accounts' } }
  const then = { title: 'a', phone: 'b' }
  test.each([
    ['hold for exactly these values', { title: 'a', phone: 'b' }, ['title', 'phone'], true],
    ['are asked again one by one', { title: 'a', phone: 'c' }, ['title'], false],
    ['leave a new one open', { title: 'a', phone: 'b', mail: 'd' }, ['title', 'phone'], false],
    ['hold when another is no longer in conflict', { phone: 'b' }, ['phone'], true],
  ])('%s', (_name, now: ConflictFacts, rules, complete) => {
    const sides = Object.fromEntries(Object.entries(decision.sides).filter(([rule]) => rules.includes(rule)))
    expect(judgeDecision(decision, then, now)).toEqual({ decision: { kind: 'values', sides }, complete })
  })
  test('that all changed are asked again', () =>
    expect(judgeDecision(decision, then, { title: 'z' })).toEqual(asked))
})

describe.each(['accept', 'restore'] as const)('S21 %s', (kind) => {
  test('holds for exactly what was seen', () =>
    expect(judgeDecision({ kind }, { survivor: 'a' }, { survivor: 'a' })).toEqual({
      decision: { kind },
      complete: true,
    }))
  test('is asked again when the survivor was edited since', () =>
    expect(judgeDecision({ kind }, { survivor: 'a' }, { survivor: 'b' })).toEqual(asked))
})
