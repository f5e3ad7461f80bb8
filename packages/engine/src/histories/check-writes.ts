import type { PlanChange } from '@bindery/contract'
import { sideOf } from './act.ts'
import type { EngineWrites, Fact } from './ledger.ts'
import type { History } from './open-history.ts'
import type { Pair } from './sides.ts'
import type { Disturbance, Edit } from './steps.ts'
import type { Planned } from './sync.ts'

/** The engine does what the plan says and no more, and nobody's word is lost without a word about it. */
export function checkWrites(
  { world, ledger }: History,
  { changes }: Planned,
  writes: EngineWrites,
  pairs: readonly Pair[],
  disturbance: Disturbance | null,
): void {
  // A group is written by the names of its members: one that is given away in that very moment means somebody else.
  const namesMove = disturbance !== null && 'edit' in disturbance && namesPeople(disturbance.edit)
  const twoWay = world.settings.policy.direction === 'two_way'
  for (const { side, kind, id } of writes.removed)
    throw new Error(`The engine removed ${kind} ${id} (${side})`)
  for (const fact of writes.added) {
    if (namesMove && fact.attribute === 'members' && fact.side === 'directory') continue
    if (!changes.some((row) => explains(row, fact, pairs))) throw new Error(`No row says ${told(fact)}`)
    if (fact.attribute === 'members' && twoWay && ledger.isWithdrawn(fact))
      throw new Error(`A membership that somebody ended came back: ${told(fact)}`)
  }
  for (const fact of writes.lost) {
    const row = changes.find((one) => explains(one, fact, pairs))
    if (!row) throw new Error(`No row takes ${told(fact)}`)
    if (fact.attribute === 'members' && fact.value.startsWith('dn:'))
      throw new Error(`A member nobody manages was removed: ${told(fact)}`)
    if (ledger.isUnsettled(fact) && !reports(row, fact)) throw new Error(`Lost without a word: ${told(fact)}`)
  }
}

const namesPeople = (edit: Edit) =>
  ['rename', 'move', 'delete', 'recreate', 'add person'].includes(edit.do) && sideOf(edit) === 'directory'

const told = ({ side, kind, id, attribute, value }: Fact) => `${side} ${kind} ${id} ${attribute}=${value}`

/** Is this the row that the change comes from? */
function explains(row: PlanChange, fact: Fact, pairs: readonly Pair[]): boolean {
  if (!row.applicable || row.side !== fact.side || row.subjectKind !== fact.kind) return false
  const local = (kind: string, id: string) =>
    fact.side === 'accounts' ? id : pairs.find((pair) => pair.kind === kind && pair.stableId === id)?.local
  if (String(row.localId) !== local(fact.kind, fact.id)) return false
  if (fact.attribute === 'members') {
    const person = local('person', fact.value)
    return (
      row.kind === 'members' && (row.members?.sample ?? []).some((one) => String(one.personId) === person)
    )
  }
  // Creating fills more than the rows' values: defaults, and what names the entry.
  return row.kind === 'create' || row.values.some((value) => value.attribute === fact.attribute)
}

/** Does the row say that this value is overwritten? */
function reports(row: PlanChange, fact: Fact): boolean {
  return row.values.some(
    (value) =>
      value.attribute === fact.attribute && value.overwritten && value[fact.side].includes(fact.value),
  )
}
