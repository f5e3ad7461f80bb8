import { sideOf } from './act.ts'
import type { EngineWrites, Fact } from './ledger.ts'
import type { History } from './open-history.ts'
import type { Pair } from './sides.ts'
import type { Disturbance, Edit } from './steps.ts'
import type { Planned } from './sync.ts'
import type { SeenChange } from './verbs.ts'

/** The engine does what the plan says and no more, and nobody's word is lost without a word about it. */
export function checkWrites(
  { world, ledger }: History,
  planned: Planned,
  writes: EngineWrites,
  pairs: readonly Pair[],
  disturbance: Disturbance | null,
): void {
  // A group is written by the names of its members: one that is given away in that very moment means somebody else.
  const namesMove = disturbance !== null && 'edit' in disturbance && namesPeople(disturbance.edit)
  const twoWay = world.settings.policy.direction === 'two_way'
  const { changes } = planned
  checkRemovals(planned, writes, pairs)
  for (const fact of writes.added) {
    if (namesMove && fact.attribute === 'members' && fact.side === 'directory') continue
    if (!changes.some((row) => explains(row, fact, pairs))) throw new Error(`No row says ${told(fact)}`)
    if (fact.attribute === 'members' && twoWay && ledger.isWithdrawn(fact))
      throw new Error(`A membership that somebody ended came back: ${told(fact)}`)
  }
  for (const fact of writes.lost) {
    if (leftWithTheirPerson(writes, fact)) continue
    const row = changes.find((one) => explains(one, fact, pairs))
    if (!row) throw new Error(`No row takes ${told(fact)}`)
    if (fact.attribute === 'members' && fact.value.startsWith('dn:'))
      throw new Error(`A member nobody manages was removed: ${told(fact)}`)
    if (ledger.isUnsettled(fact) && !reports(row, fact)) throw new Error(`Lost without a word: ${told(fact)}`)
  }
  if (!twoWay) return
  for (const fact of writes.gone) {
    // Nobody's word about these would ever reach the other side.
    if (fact.attribute === 'active' || isForeign(planned, fact)) continue
    const decided = changes.some((row) => removes(row, fact, pairs) && row.reason === 'decided')
    if (!decided && ledger.isUnsettled(fact))
      throw new Error(`Deleted although it was changed: ${told(fact)}`)
  }
}

/** Only a row that deletes removes, and only what the other side had lost when its plan was made. */
function checkRemovals({ changes, looked }: Planned, writes: EngineWrites, pairs: readonly Pair[]): void {
  for (const subject of writes.removed) {
    const { side, kind, id } = subject
    const pair = pairs.find(
      (one) => one.kind === kind && (side === 'accounts' ? one.local : one.stableId) === id,
    )
    if (!changes.some((row) => removes(row, subject, pairs)))
      throw new Error(`No row removes ${kind} ${id} (${side})`)
    const [there, partner] =
      side === 'accounts' ? (['directory', pair?.stableId] as const) : (['accounts', pair?.local] as const)
    if ([looked.before, looked.after].every((sides) => sides[there][kind].has(partner ?? '')))
      throw new Error(`${kind} ${id} (${side}) is removed although the other side has it`)
  }
}

/** Is this the membership of somebody whom the sync does not cover, by now or at all? */
const isForeign = ({ looked }: Planned, { side, attribute, value }: Fact) =>
  attribute === 'members' && side === 'directory' && !looked.after.directory.person.get(value)?.inScope

/** Who is deleted leaves every group. */
const leftWithTheirPerson = ({ removed }: EngineWrites, fact: Fact) =>
  fact.attribute === 'members' &&
  removed.some(({ side, kind, id }) => side === fact.side && kind === 'person' && id === fact.value)

/** Is this the row that deletes the subject? */
function removes(
  row: SeenChange,
  { side, kind, id }: Pick<Fact, 'side' | 'kind' | 'id'>,
  pairs: readonly Pair[],
) {
  if (!row.applicable || row.kind !== 'delete' || row.side !== side || row.subjectKind !== kind) return false
  return String(row.localId) === (side === 'accounts' ? id : localOf(pairs, kind, id))
}

const localOf = (pairs: readonly Pair[], kind: string, stableId: string) =>
  pairs.find((pair) => pair.kind === kind && pair.stableId === stableId)?.local

const namesPeople = (edit: Edit) =>
  ['rename', 'move', 'delete', 'recreate', 'add person'].includes(edit.do) && sideOf(edit) === 'directory'

const told = ({ side, kind, id, attribute, value }: Fact) => `${side} ${kind} ${id} ${attribute}=${value}`

/** Is this the row that the change comes from? */
export function explains(row: SeenChange, fact: Fact, pairs: readonly Pair[]): boolean {
  if (!row.applicable || row.side !== fact.side || row.subjectKind !== fact.kind) return false
  const local = (kind: string, id: string) => (fact.side === 'accounts' ? id : localOf(pairs, kind, id))
  if (String(row.localId) !== local(fact.kind, fact.id)) return false
  if (fact.attribute === 'members') {
    const person = local('person', fact.value)
    return row.changed.some((one) => String(one.personId) === person)
  }
  // Creating fills more than the rows' values: defaults, and what names the entry.
  return row.kind === 'create' || row.values.some((value) => value.attribute === fact.attribute)
}

/** Does the row say that this value is overwritten, or that the person is disabled, or did somebody decide it? */
function reports(row: SeenChange, fact: Fact): boolean {
  if (row.reason === 'decided' || row.kind === 'disable') return true
  return row.values.some(
    (value) =>
      value.attribute === fact.attribute && value.overwritten && value[fact.side].includes(fact.value),
  )
}
