import { describe, expect, it } from 'vitest'
import { facetCount, planFilter, planSearchSchema, withFacets, withoutFacets } from './plan-search.ts'

describe('plan search', () => {
  it('reads back what it wrote', () => {
    const search = { plan: 4, tab: 'ldif', side: 'accounts', kind: 'update', text: 'ada', row: 12 } as const
    expect(planSearchSchema.parse(JSON.parse(JSON.stringify(search)))).toEqual(search)
  })
  it('drops what it cannot read and keeps the rest', () => {
    expect(planSearchSchema.parse({ plan: 'x', kind: 'explode', side: 'directory' })).toEqual({
      side: 'directory',
    })
  })
  it('reads a number that was searched for as text', () => {
    expect(planSearchSchema.parse({ text: 1042 })).toEqual({ text: '1042' })
  })
  it('hands on only the facets', () => {
    expect(planFilter({ plan: 1, row: 2, tab: 'changes', side: 'accounts', text: 'a' })).toEqual({
      side: 'accounts',
      text: 'a',
    })
  })
  it('closes the row when the filter changes', () => {
    expect(withFacets({ plan: 1, row: 9, kind: 'move' }, { kind: undefined }).row).toBeUndefined()
  })
  it('clears every facet and nothing else', () => {
    const cleared = withoutFacets({ plan: 1, tab: 'changes', side: 'accounts', kind: 'move', text: 'x' })
    expect(facetCount(cleared)).toBe(0)
    expect(cleared.plan).toBe(1)
  })
})
