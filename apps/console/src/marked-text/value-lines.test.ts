import { describe, expect, it } from 'vitest'
import { isChanged, valueLines } from './value-lines.ts'

const value = {
  attribute: 'title',
  ruleId: 'title',
  base: null,
  accounts: ['Engineer'],
  directory: ['Manager'],
  why: '',
  overwritten: false,
}

describe('valueLines', () => {
  it('replaces one value by another', () => {
    expect(valueLines(['a'], ['b'])).toEqual([{ state: 'replaced', old: 'a', new: 'b' }])
  })
  it('compares several as a set and keeps the rest', () => {
    expect(valueLines(['a', 'b'], ['b', 'c', 'd'])).toEqual([
      { state: 'removed', old: 'a', new: '' },
      { state: 'added', old: '', new: 'c' },
      { state: 'added', old: '', new: 'd' },
      { state: 'kept', old: 'b', new: 'b' },
    ])
  })
  it('fills and clears', () => {
    expect(valueLines([], ['x'])).toEqual([{ state: 'added', old: '', new: 'x' }])
    expect(valueLines(['x'], [])).toEqual([{ state: 'removed', old: 'x', new: '' }])
  })
})

describe('isChanged', () => {
  it('compares with the row’s own side', () => {
    expect(isChanged({ side: 'accounts' }, { ...value, after: ['Manager'] })).toBe(true)
    expect(isChanged({ side: 'directory' }, { ...value, after: ['Manager'] })).toBe(false)
    expect(isChanged({ side: 'directory' }, { ...value, after: null })).toBe(false)
  })
})
