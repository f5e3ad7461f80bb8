import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { mergeMembers, type MemberSets } from './merge-members.ts'

const merge = (
  sets: Partial<Record<'base' | 'local' | 'entry', number[]>> &
    Partial<Pick<MemberSets, 'pulls' | 'pushes' | 'comparable' | 'returned'>>,
) =>
  mergeMembers({
    base: new Set(sets.base),
    local: new Set(sets.local),
    entry: new Set(sets.entry),
    pulls: sets.pulls ?? true,
    pushes: sets.pushes ?? true,
    comparable: sets.comparable ?? (() => true),
    returned: sets.returned ?? (() => null),
  })
const nothing = { addLocal: [], removeLocal: [], addEntry: [], removeEntry: [], agreed: [], dropped: [] }

describe('members merge as sets', () => {
  it('S19 at first sight unites', () =>
    expect(merge({ local: [1, 2], entry: [2, 3] })).toEqual({
      ...nothing,
      addEntry: [1],
      agreed: [2],
      addLocal: [3],
    }))
  it('removes on the other side what was removed on one', () =>
    expect(merge({ base: [1, 2, 3], local: [1, 3], entry: [1, 2] })).toEqual({
      ...nothing,
      agreed: [1],
      removeEntry: [2],
      removeLocal: [3],
    }))
  it('S27 one of 2,000 leaves: one removal', () => {
    const all = Array.from({ length: 2000 }, (_, index) => index + 1)
    const outcome = merge({ base: all, local: all, entry: all.slice(1) })
    expect(outcome.removeLocal).toEqual([1])
    expect([...outcome.addLocal, ...outcome.addEntry, ...outcome.removeEntry]).toEqual([])
  })
  it('S49 leaves people alone who cannot be compared', () =>
    expect(merge({ base: [1, 2], local: [1, 2], entry: [], comparable: (person) => person !== 1 })).toEqual({
      ...nothing,
      removeLocal: [2],
    }))
  it('S49 gives back what the server took away with an entry that is back, and keeps a removal made here', () =>
    expect(merge({ base: [1, 2, 3], local: [1, 3], entry: [2, 3], returned: () => 'entry' })).toEqual({
      ...nothing,
      addEntry: [1],
      removeEntry: [2],
      agreed: [3],
    }))
  it('S21 gives back what a restored account lost when it was deleted, and keeps a removal made there', () =>
    expect(merge({ base: [1, 2, 3], local: [1, 3], entry: [2, 3], returned: () => 'local' })).toEqual({
      ...nothing,
      addLocal: [2],
      removeLocal: [1],
      agreed: [3],
    }))
  it('never removes without a base', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(20)),
        fc.uniqueArray(fc.nat(20)),
        fc.boolean(),
        fc.boolean(),
        (local, entry, pulls, pushes) => {
          const outcome = merge({ local, entry, pulls, pushes })
          expect([outcome.removeLocal, outcome.removeEntry]).toEqual([[], []])
        },
      ),
    )
  })
  it('converges: after a two-way merge both sides hold the same', () => {
    const ids = fc.uniqueArray(fc.nat(20))
    fc.assert(
      fc.property(ids, ids, ids, (base, local, entry) => {
        const outcome = merge({ base, local, entry })
        const after = (own: number[], add: number[], remove: number[]) =>
          new Set([...own, ...add].filter((id) => !remove.includes(id)))
        expect(after(local, outcome.addLocal, outcome.removeLocal)).toEqual(
          after(entry, outcome.addEntry, outcome.removeEntry),
        )
      }),
    )
  })
})
