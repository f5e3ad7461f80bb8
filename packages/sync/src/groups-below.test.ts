import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupsBelow } from './groups-below.ts'

type Nested = Record<string, string[]>
const below = (start: string, nested: Nested) => groupsBelow(start, new Map(Object.entries(nested))).join(' ')

describe('S28 groups in groups', () => {
  it.each<[string, Nested, string]>([
    ['none', {}, ''],
    ['one', { all: ['a'] }, 'a'],
    ['several levels', { all: ['a'], a: ['b'], b: ['c'] }, 'c b a'],
    ['two ways to one', { all: ['a', 'b'], a: ['c'], b: ['c'] }, 'c a b'],
    ['itself', { all: ['all'] }, ''],
    ['a circle through the start', { all: ['a'], a: ['b'], b: ['all', 'c'] }, 'c b a'],
    ['a circle below the start', { all: ['a'], a: ['b'], b: ['a', 'c'] }, 'c b a'],
    ['others', { all: ['a'], other: ['b'] }, 'a'],
  ])('%s', (_, nested, expected) => expect(below('all', nested)).toBe(expected))

  it('are what the transitive closure says, whatever the graph', () => {
    const size = 8
    const edge = fc.tuple(fc.nat(size - 1), fc.nat(size - 1))
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 24 }), fc.nat(size - 1), (edges, start) => {
        const nested = new Map(
          Map.groupBy(edges, ([holder]) => holder)
            .entries()
            .map(([holder, held]) => [holder, held.map(([, group]) => group)] as const),
        )
        // Warshall: from → to, allowing more and more groups on the way.
        const reaches = Array.from({ length: size }, (_, from) =>
          Array.from({ length: size }, (__, to) => edges.some(([a, b]) => a === from && b === to)),
        )
        for (let via = 0; via < size; via++)
          for (const row of reaches)
            if (row[via] === true) for (const [to, there] of (reaches[via] ?? []).entries()) row[to] ||= there
        const expected = Array.from({ length: size }, (_, to) => to).filter(
          (to) => to !== start && reaches[start]?.[to] === true,
        )
        const found = groupsBelow(start, nested)
        expect(found.toSorted()).toEqual(expected)
        for (const [at, group] of found.entries())
          for (const held of nested.get(group) ?? [])
            if (reaches[held]?.[group] !== true) expect(found.slice(0, at)).toContain(held)
      }),
    )
  })
})
