import { describe, expect, it } from 'vitest'
import { matchEntry, type MatchCandidate, type MatchKeys } from './match-entry.ts'
import { account, keys, rules } from './test-matching.ts'

const match = (entry: Partial<MatchKeys>, candidates: MatchCandidate[], shared: (keyof MatchKeys)[] = []) =>
  matchEntry(rules, keys(entry), candidates, new Set(shared))

describe('first sight', () => {
  it('is new when nobody shares a key', () =>
    expect(match({ username: 'ada' }, [])).toEqual({ outcome: 'new' }))
  it('links by employee number', () =>
    expect(
      match({ employeeNumber: '7', email: 'x' }, [account(1, { employeeNumber: '7', email: 'y' })]),
    ).toMatchObject({ outcome: 'matched', id: 1, rule: { local: 'employeeNumber' } }))
  it('links by mail where no number speaks against it', () =>
    expect(match({ employeeNumber: '7', email: 'x' }, [account(1, { email: 'x' })])).toMatchObject({
      outcome: 'matched',
      id: 1,
      rule: { local: 'email' },
    }))
  it('S16 the same username alone is a conflict', () =>
    expect(
      match({ username: 'ada', email: 'x' }, [account(1, { username: 'ada', email: 'y' })]),
    ).toMatchObject({ outcome: 'conflict', reason: 'conflict_username_taken', ids: [1] }))
  it('a differing stronger key is a conflict', () =>
    expect(
      match({ employeeNumber: '7', email: 'x' }, [account(1, { employeeNumber: '8', email: 'x' })]),
    ).toMatchObject({ reason: 'conflict_stronger_key_differs' }))
  it('two keys that point at two accounts are a conflict', () =>
    expect(
      match({ employeeNumber: '7', email: 'x' }, [
        account(1, { employeeNumber: '7' }),
        account(2, { email: 'x' }),
      ]),
    ).toMatchObject({ reason: 'conflict_ambiguous_match', ids: [1, 2] }))
  it('two accounts with one key are a conflict', () =>
    expect(match({ email: 'x' }, [account(1, { email: 'x' }), account(2, { email: 'x' })])).toMatchObject({
      reason: 'conflict_ambiguous_match',
    }))
  it('S15 an account that belongs to another entry is a conflict', () =>
    expect(
      match({ username: 'ada', email: 'x' }, [account(1, { username: 'ada', email: 'x' }, true)]),
    ).toMatchObject({ reason: 'conflict_recreated' }))
  it('S17 a key that several entries share is a conflict, also when no account has it', () => {
    expect(match({ email: 'x' }, [account(1, { email: 'x' })], ['email'])).toMatchObject({
      reason: 'conflict_duplicate_key',
      ids: [1],
    })
    expect(match({ email: 'x', username: 'ada' }, [], ['email'])).toMatchObject({
      reason: 'conflict_duplicate_key',
    })
  })
})
