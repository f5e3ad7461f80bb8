import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { mergeMembers, type MemberOutcome, type MemberSets } from './merge-members.ts'

const merge = (
  sets: Partial<Record<'base' | 'local' | 'entry' | 'nested', number[]>> &
    Partial<Pick<MemberSets, 'pulls' | 'pushes' | 'comparable' | 'returned'>>,
) =>
  mergeMembers({
    base: new Set(sets.base),
    local: new Set(sets.local),
    entry: new Set(sets.entry),
    nested: new Set(sets.nested),
    pulls: sets.pulls ?? true,
    pushes: sets.pushes ?? true,
    comparable: sets.comparable ?? (() => true),
    returned: sets.returned ?? (() => null),
  })
const nothing = {
  addLocal: [],
  removeLocal: [],
  addEntry: [],
  removeEntry: [],
  stuck: [],
  agreed: [],
  dropped: [],
}

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
  describe('S28 who is in through a member group', () => {
    type Case = [string, Parameters<typeof merge>[0], Partial<MemberOutcome>]
    it.each<Case>([
      ['joins here', { nested: [1] }, { addLocal: [1] }],
      ['is agreed on when here too', { local: [1], nested: [1] }, { agreed: [1] }],
      ['is not named a second time', { base: [1], local: [1], nested: [1] }, { agreed: [1] }],
      ['leaves here when no member group has them', { base: [1], local: [1] }, { removeLocal: [1] }],
      ['cannot be taken out from here', { base: [1], nested: [1] }, { stuck: [1] }],
      ['nor when the entry names them as well', { base: [1], entry: [1], nested: [1] }, { stuck: [1] }],
      ['stays where accounts lead and never had them', { nested: [1], pulls: false }, {}],
      ['comes back where the directory leads', { base: [1], nested: [1], pushes: false }, { addLocal: [1] }],
    ])('%s', (_, sets, expected) => expect(merge(sets)).toEqual({ ...nothing, ...expected }))
  })
  it('never removes without a base', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(20)),
        fc.uniqueArray(fc.nat(20)),
        fc.uniqueArray(fc.nat(20)),
        fc.boolean(),
        fc.boolean(),
        (local, entry, nested, pulls, pushes) => {
          const outcome = merge({ local, entry, nested, pulls, pushes })
          expect([outcome.removeLocal, outcome.removeEntry, outcome.stuck]).toEqual([[], [], []])
        },
      ),
    )
  })
  it('converges: after a two-way merge both sides hold the same, but for who is stuck', () => {
    const ids = fc.uniqueArray(fc.nat(20))
    fc.assert(
      fc.property(ids, ids, ids, ids, (base, local, entry, nested) => {
        const outcome = merge({ base, local, entry, nested })
        const after = (own: number[], add: number[], remove: number[]) =>
          [...own, ...add].filter((id) => !remove.includes(id) && !outcome.stuck.includes(id))
        const there = after(entry, outcome.addEntry, outcome.removeEntry)
        expect(new Set(after(local, outcome.addLocal, outcome.removeLocal))).toEqual(
          new Set(after([...there, ...nested], [], [])),
        )
        expect(outcome.addEntry.filter((id) => nested.includes(id))).toEqual([])
      }),
    )
  })
})
