import type { CompanySize } from './write-company.ts'

/**
 * Who is in which group: for each group its people's indices, ascending. Every group gets a member while there are
 * enough memberships; the rest fall more on the first groups than on the last, as in real directories.
 */
export function assignMembers({ people, groups, memberships, seed = 1 }: CompanySize): number[][] {
  if (memberships > people * groups) throw new Error('More memberships than pairs of a person and a group')
  const random = randomNumbers(seed)
  const members = Array.from({ length: groups }, () => new Set<number>())
  for (let count = 0; count < memberships; count++) {
    let group = count < groups ? count : Math.floor(groups * random() ** 2)
    while (members[group]?.size === people) group = (group + 1) % groups
    let person = Math.floor(people * random())
    while (members[group]?.has(person)) person = (person + 1) % people
    members[group]?.add(person)
  }
  return members.map((set) => [...set].toSorted((a, b) => a - b))
}

/** Mulberry32: 32 bits of state, the same numbers everywhere. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
