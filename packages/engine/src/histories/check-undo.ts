import { explains } from './check-writes.ts'
import type { EngineWrites, Fact } from './ledger.ts'
import type { LivedRun } from './open-history.ts'
import type { Pair } from './sides.ts'

/** An undo takes away what its run wrote, brings back what its run took, and does nothing else. */
export function checkUndo(
  { changes, writes: undone }: LivedRun,
  { created, removed, added, lost }: EngineWrites,
  pairs: readonly Pair[],
): void {
  const wrote = undone.flatMap((one) => one.added)
  const took = undone.flatMap((one) => [...one.lost, ...one.gone])
  const isOf = (subjects: EngineWrites['created'], { side, kind, id }: Pick<Fact, 'side' | 'kind' | 'id'>) =>
    subjects.some((one) => one.side === side && one.kind === kind && one.id === id)
  const made = undone.flatMap((one) => one.created)
  // Where somebody was quicker, a membership that the run meant to write or end counts as its own.
  const isMeant = (fact: Fact) =>
    fact.attribute === 'members' && changes.some((row) => explains(row, fact, pairs))
  for (const subject of removed)
    if (!isOf(made, subject))
      throw new Error(`The undo removed ${subject.kind} ${subject.id} (${subject.side})`)
  for (const fact of added) {
    // An entry that is made again has another stable id.
    if (isOf(created, fact) || isOfMember(created, fact)) continue
    if (!took.some(same(fact)) && !isMeant(fact)) throw new Error(`The run had not taken ${told(fact)}`)
  }
  for (const fact of lost)
    if (!wrote.some(same(fact)) && !isOfMember(removed, fact) && !isMeant(fact))
      throw new Error(`The run had not written ${told(fact)}`)
}

/** A membership of one of these people. */
const isOfMember = (people: EngineWrites['created'], { side, attribute, value }: Fact) =>
  attribute === 'members' &&
  people.some((one) => one.side === side && one.kind === 'person' && one.id === value)

const same = (fact: Fact) => (one: Fact) =>
  one.side === fact.side &&
  one.kind === fact.kind &&
  one.id === fact.id &&
  one.attribute === fact.attribute &&
  one.value === fact.value

const told = ({ side, kind, id, attribute, value }: Fact) => `${side} ${kind} ${id} ${attribute}=${value}`
