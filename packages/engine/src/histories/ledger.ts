import { sides, type Side } from '@bindery/contract'
import type { Pair, Sides, Subject, SubjectKind } from './sides.ts'

/** A value or a membership on one side. */
export interface Fact {
  readonly side: Side
  readonly kind: SubjectKind
  readonly id: string
  /** `members` of a group's members. */
  readonly attribute: string
  readonly value: string
}

/** What the engine changed, as the two sides show it, not as it says itself. */
export interface EngineWrites {
  readonly created: readonly Pick<Fact, 'side' | 'kind' | 'id'>[]
  readonly removed: readonly Pick<Fact, 'side' | 'kind' | 'id'>[]
  readonly added: readonly Fact[]
  readonly lost: readonly Fact[]
  /** What the removed held. */
  readonly gone: readonly Fact[]
}

const kinds = ['person', 'group'] as const
const keyOf = (fact: Fact) => [fact.side, fact.kind, fact.id, fact.attribute, fact.value].join('\n')
const other = (side: Side): Side => (side === 'accounts' ? 'directory' : 'accounts')

/** Both sides when a plan was begun, and when it was made. */
export interface Looked {
  readonly before: Sides
  readonly after: Sides
}

/** Who wrote what since both sides last agreed on it. It knows nothing of bases, plans or journals. */
export interface Ledger {
  /** Both sides as last looked at. */
  readonly sides: Sides
  /** Has anything changed since the last look? */
  differs(now: Sides): boolean
  /** Somebody has edited; a membership that goes with its person is nobody's word. */
  edited(now: Sides): void
  /** Whatever has changed, the engine did. */
  synced(now: Sides, pairs: readonly Pair[]): EngineWrites
  /**
   * A run has ended: what both sides hold alike, or did before or after its plan was made, is settled: who edits meanwhile
   * may come before the read or behind it. After a `clean` run, in which everything was done, it is also agreed: who takes
   * it away from then on means it.
   */
  settle(pairs: readonly Pair[], looked: Looked, clean: boolean): void
  /** Did somebody write this since, and has it not reached the other side? */
  isUnsettled(fact: Fact): boolean
  /** Was this agreed on, and did somebody take it away since? */
  isWithdrawn(fact: Fact): boolean
}

export function createLedger(first: Sides): Ledger {
  let sidesNow = first
  const unsettled = new Set<string>()
  const agreed = new Set<string>()
  const withdrawn = new Set<string>()
  let departed: EngineWrites['removed'] = []

  const forget = (side: Side, kind: SubjectKind, id: string) => {
    const mine = [side, kind, id].join('\n') + '\n'
    for (const keys of [unsettled, agreed, withdrawn])
      for (const key of keys) if (key.startsWith(mine)) keys.delete(key)
  }
  const partnersOf = (pairs: readonly Pair[]) => {
    const partners = new Map<string, string>()
    for (const { kind, local, stableId } of pairs) {
      partners.set(`accounts\n${kind}\n${local}`, stableId)
      partners.set(`directory\n${kind}\n${stableId}`, local)
    }
    return (fact: Fact): Fact | null => {
      const id = partners.get(`${fact.side}\n${fact.kind}\n${fact.id}`)
      const member = fact.attribute === 'members'
      const value = member ? partners.get(`${fact.side}\nperson\n${fact.value}`) : fact.value
      return id === undefined || value === undefined ? null : { ...fact, side: other(fact.side), id, value }
    }
  }

  return {
    get sides() {
      return sidesNow
    },
    differs(now) {
      const { created, removed, added, lost } = compare(sidesNow, now)
      return created.length + removed.length + added.length + lost.length > 0
    },
    edited(now) {
      const changes = compare(sidesNow, now)
      for (const { side, kind, id } of changes.removed) forget(side, kind, id)
      // Who takes back what they withdrew has changed nothing.
      for (const fact of changes.added) if (!withdrawn.delete(keyOf(fact))) unsettled.add(keyOf(fact))
      for (const fact of changes.lost) {
        unsettled.delete(keyOf(fact))
        const meant = fact.attribute !== 'members' || now[fact.side].person.has(fact.value)
        if (meant && agreed.has(keyOf(fact))) withdrawn.add(keyOf(fact))
      }
      sidesNow = now
    },
    synced(now, pairs) {
      const changes = compare(sidesNow, now)
      const partnerOf = partnersOf(pairs)
      for (const fact of changes.added) {
        const source = partnerOf(fact)
        if (source) unsettled.delete(keyOf(source))
      }
      for (const fact of changes.lost) {
        const source = partnerOf(fact)
        agreed.delete(keyOf(fact))
        if (!source) continue
        withdrawn.delete(keyOf(source))
        agreed.delete(keyOf(source))
      }
      departed = [...departed, ...changes.removed]
      sidesNow = now
      return changes
    },
    settle(pairs, looked, clean) {
      for (const { side, kind, id } of departed) forget(side, kind, id)
      departed = []
      const partnerOf = partnersOf(pairs.filter(({ state }) => state === 'active'))
      for (const seen of [looked.before, looked.after])
        for (const fact of allFacts(seen)) {
          const partner = partnerOf(fact)
          if (partner && holds(seen, partner)) unsettled.delete(keyOf(fact))
        }
      for (const fact of allFacts(sidesNow)) {
        const partner = partnerOf(fact)
        if (!partner || !holds(sidesNow, partner)) continue
        unsettled.delete(keyOf(fact))
        if (clean) agreed.add(keyOf(fact))
      }
      for (const key of withdrawn) {
        const [side = '', kind = '', id = '', attribute = '', value = ''] = key.split('\n')
        const partner = partnerOf({ side: side as Side, kind: kind as SubjectKind, id, attribute, value })
        const there = partner && sidesNow[partner.side][partner.kind].has(partner.id)
        if (there && !(holds(sidesNow, partner) && holds(looked.after, partner))) withdrawn.delete(key)
      }
    },
    isUnsettled: (fact) => unsettled.has(keyOf(fact)),
    isWithdrawn: (fact) => withdrawn.has(keyOf(fact)),
  }
}

function holds(state: Sides, { side, kind, id, attribute, value }: Fact): boolean {
  const subject = state[side][kind].get(id)
  if (attribute === 'members') return subject?.members.has(value) ?? false
  return subject?.values[attribute]?.includes(value) ?? false
}

function factsOf(side: Side, kind: SubjectKind, id: string, subject: Subject): Fact[] {
  const values = Object.entries(subject.values).flatMap(([attribute, held]) =>
    held.map((value) => ({ side, kind, id, attribute, value })),
  )
  const members = Array.from(subject.members.keys(), (value) => ({
    side,
    kind,
    id,
    attribute: 'members',
    value,
  }))
  return [...values, ...members]
}

/** Does the other state of a subject hold the fact too? A name in a group stays, whoever it comes to mean. */
function stays(fact: Fact, here: Subject | undefined, there: Subject | undefined): boolean {
  if (there === undefined) return false
  if (fact.attribute !== 'members') return there.values[fact.attribute]?.includes(fact.value) ?? false
  const name = here?.members.get(fact.value) ?? ''
  return there.members.has(fact.value) || (name !== '' && [...there.members.values()].includes(name))
}

function allFacts(state: Sides): Fact[] {
  return sides.flatMap((side) =>
    kinds.flatMap((kind) =>
      Array.from(state[side][kind]).flatMap(([id, subject]) => factsOf(side, kind, id, subject)),
    ),
  )
}

/** What is there and was not, and the other way round. */
function compare(before: Sides, now: Sides): EngineWrites {
  const created: Pick<Fact, 'side' | 'kind' | 'id'>[] = []
  const removed: Pick<Fact, 'side' | 'kind' | 'id'>[] = []
  const added: Fact[] = []
  const lost: Fact[] = []
  const gone: Fact[] = []
  for (const side of sides)
    for (const kind of kinds)
      for (const id of new Set([...before[side][kind].keys(), ...now[side][kind].keys()])) {
        const [was, is] = [before[side][kind].get(id), now[side][kind].get(id)]
        if (was === is) continue
        if (is === undefined) removed.push({ side, kind, id })
        else if (was === undefined) created.push({ side, kind, id })
        const had = was === undefined ? [] : factsOf(side, kind, id, was)
        const has = is === undefined ? [] : factsOf(side, kind, id, is)
        added.push(...has.filter((fact) => !stays(fact, is, was)))
        if (is === undefined) gone.push(...had)
        else lost.push(...had.filter((fact) => !stays(fact, was, is)))
      }
  return { created, removed, added, lost, gone }
}
