export interface MemberSets {
  /** Person ids that both sides agreed on. */
  readonly base: ReadonlySet<number>
  readonly local: ReadonlySet<number>
  /** Whom the entry names itself. */
  readonly entry: ReadonlySet<number>
  /** Who is in it without being named: through its member groups, as far as they count, or as their primary group. Some may be named as well. */
  readonly nested: ReadonlySet<number>
  readonly pulls: boolean
  readonly pushes: boolean
  /** Only people who are linked, readable and active are compared (rule 11). */
  readonly comparable: (person: number) => boolean
  /**
   * The side that lost a person, or the group, and has them again: that they are not in the group there says nothing.
   * Servers take members out with their entry, and accounts leave their groups when they are deleted.
   */
  readonly returned: (person: number) => 'local' | 'entry' | null
}
export interface MemberOutcome {
  readonly addLocal: number[]
  readonly removeLocal: number[]
  readonly addEntry: number[]
  readonly removeEntry: number[]
  /** To be removed from the entry, and in it through a member group or as their primary group: no write to this entry takes them out. */
  readonly stuck: number[]
  /** On both sides, so they belong in the base. */
  readonly agreed: number[]
  /** In the base but on neither side any more. */
  readonly dropped: number[]
}

/**
 * Three-way merge of a group's members, value by value (rules 2, 3 and 11): no removal without a base. Who is in through
 * a member group, or as their primary group, is in; who is to join is named by the entry itself.
 */
export function mergeMembers(sets: MemberSets): MemberOutcome {
  const outcome: MemberOutcome = {
    addLocal: [],
    removeLocal: [],
    addEntry: [],
    removeEntry: [],
    stuck: [],
    agreed: [],
    dropped: [],
  }
  for (const person of new Set([...sets.local, ...sets.entry, ...sets.nested, ...sets.base])) {
    if (!sets.comparable(person)) continue
    const local = sets.local.has(person)
    const nested = sets.nested.has(person)
    const entry = nested || sets.entry.has(person)
    const back = sets.returned(person)
    const silent = (back === 'local' && !local) || (back === 'entry' && !entry)
    const based = sets.base.has(person) && !silent
    if (local && entry) outcome.agreed.push(person)
    else if (!local && !entry) outcome.dropped.push(person)
    else if (entry) {
      const leave = nested ? outcome.stuck : outcome.removeEntry
      decideOne(based, sets.pulls, sets.pushes, outcome.addLocal, leave, person)
    } else decideOne(based, sets.pushes, sets.pulls, outcome.addEntry, outcome.removeLocal, person)
  }
  return outcome
}

/**
 * A person on one side only. With a base the other side removed them: that flows where it may, else the lost
 * membership is restored, because a one-way value always flows its way. Without a base it is new: united.
 */
function decideOne(
  based: boolean,
  mayAdd: boolean,
  mayRemove: boolean,
  add: number[],
  remove: number[],
  person: number,
): void {
  if (based && mayRemove) remove.push(person)
  else if (mayAdd) add.push(person)
}
