import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeMembers } from './merge-members.ts'
import { staysMember, type Membership } from './stays-member.ts'

const both = { pulls: true, pushes: true }
const fromAccounts = { pulls: false, pushes: true }
const fromDirectory = { pulls: true, pushes: false }
const stays = (more: Partial<Membership>) =>
  staysMember({ base: false, local: false, entry: false, returned: null, ...both, ...more })

describe('S30 who is in a group once both sides are merged', () => {
  it.each([
    ['in on both sides', { base: true, local: true, entry: true }, true],
    ['in on neither', { base: true }, false],
    ['added there', { entry: true }, true],
    ['added here', { local: true }, true],
    ['taken out there', { base: true, local: true }, false],
    ['taken out here', { base: true, entry: true }, false],
    ['taken out there, where accounts lead', { base: true, local: true, ...fromAccounts }, true],
    ['taken out here, where accounts lead', { base: true, entry: true, ...fromAccounts }, false],
    ['added there, where accounts lead', { entry: true, ...fromAccounts }, true],
    ['taken out there, where the directory leads', { base: true, local: true, ...fromDirectory }, false],
    ['taken out here, where the directory leads', { base: true, entry: true, ...fromDirectory }, true],
    ['out of it there, with the entry that is back', { base: true, local: true, returned: 'entry' }, true],
    ['out of it here, with the account that is gone', { base: true, entry: true, returned: 'local' }, true],
    ['taken out here of an entry that is back', { base: true, entry: true, returned: 'entry' }, false],
  ] as const)('%s', (_, membership, expected) => expect(stays(membership)).toBe(expected))

  it('is what the merge of the whole group makes of one person', () => {
    const membership = fc.record({
      base: fc.boolean(),
      local: fc.boolean(),
      entry: fc.boolean(),
      returned: fc.constantFrom('local', 'entry', null),
    })
    const ways = fc.constantFrom(both, fromAccounts, fromDirectory)
    fc.assert(
      fc.property(fc.array(membership, { minLength: 1, maxLength: 8 }), ways, (people, way) => {
        const having = (side: 'base' | 'local' | 'entry') =>
          new Set(people.flatMap((person, id) => (person[side] ? [id] : [])))
        const { removeLocal, removeEntry } = mergeMembers({
          base: having('base'),
          local: having('local'),
          entry: having('entry'),
          nested: new Set(),
          comparable: () => true,
          returned: (id) => people[id]?.returned ?? null,
          ...way,
        })
        const after = having('local')
          .union(having('entry'))
          .difference(new Set([...removeLocal, ...removeEntry]))
        expect(people.flatMap((person, id) => (staysMember({ ...person, ...way }) ? [id] : []))).toEqual(
          [...after].toSorted((a, b) => a - b),
        )
      }),
    )
  })
})
