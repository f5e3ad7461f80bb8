import { describe, expect, it } from 'vitest'
import { facetsOfLimit, tellingLimits } from './guard-words.ts'

const limit = {
  side: 'accounts',
  kind: 'disables',
  attribute: '',
  count: 0,
  recent: 0,
  limit: 5,
  of: 100,
  exceeded: false,
  waits: false,
} as const

describe('tellingLimits', () => {
  it('puts what waits first and counts the silent ones', () => {
    const over = { ...limit, kind: 'moves', count: 9, exceeded: true, waits: true } as const
    const some = { ...limit, count: 1 }
    expect(tellingLimits([limit, some, over])).toEqual({ told: [over, some], silent: 1 })
  })
  it('tells what was done in the last day although nothing is planned', () => {
    expect(tellingLimits([{ ...limit, recent: 3 }]).told).toHaveLength(1)
  })
})

describe('facetsOfLimit', () => {
  it('finds the kind that the plan has', () => {
    const counts = [{ side: 'accounts', subjectKind: 'person', kind: 'hold', total: 2, included: 2 }] as const
    expect(facetsOfLimit({ ...limit, kind: 'removals' }, counts)).toEqual({ side: 'accounts', kind: 'hold' })
  })
  it('shows cleared values by their attribute', () => {
    expect(facetsOfLimit({ ...limit, kind: 'cleared_values', attribute: 'phone' }, [])).toEqual({
      side: 'accounts',
      attribute: 'phone',
    })
  })
})
