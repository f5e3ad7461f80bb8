import { guardKinds, sides, type Run } from '@bindery/contract'
import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import type { EngineWrites } from './ledger.ts'
import type { History, Loss } from './open-history.ts'
import { directoryId } from './open-world.ts'
import type { Sides, SideState } from './sides.ts'
import type { Hit, Planned } from './sync.ts'

const day = 24 * 60 * 60 * 1000

/** A run fails only where the directory did; it holds nobody who is there, and passes no limit unasked. */
export async function checkRun(
  history: History,
  planned: Planned,
  writes: readonly EngineWrites[],
  run: Run,
  hit: Hit | null,
): Promise<void> {
  if (run.failure?.code === 'internal') throw new Error(`The run broke: ${run.failure.message}`)
  if (run.failure && (hit === null || hit.kind === 'hang'))
    throw new Error(`The run failed: ${run.failure.message}`)
  const held = await heldIn(history, run)
  for (const { name, ...person } of planned.undoes ? [] : held) {
    const { before, after } = planned.looked
    if ([before, after].every((looked) => isThere(history, looked, person)))
      throw new Error(`${name} is held although the entry was there all the time`)
  }
  const at = history.world.now().getTime()
  const losses = [
    ...held.map((): Loss => ({ side: 'accounts', kind: 'removals', attribute: '', at })),
    ...writes.flatMap((one) => lossesOf(one, at)),
  ]
  history.losses.push(...losses)
  if (planned.plan.guard?.verdict === 'within') checkLimits(history, losses, at)
}

async function heldIn({ world }: History, run: Run) {
  const rows = await world.store.db
    .selectFrom('journal')
    .innerJoin('plan_changes', 'plan_changes.id', 'journal.change_id')
    .select(['plan_changes.stable_id', 'plan_changes.local_id', 'plan_changes.name'])
    .where('journal.run_id', '=', run.id)
    .where('journal.directory_id', '=', directoryId)
    .where('journal.state', '=', 'done')
    .where('journal.kind', '=', 'hold')
    .execute()
  return rows.map((row) => ({
    stableId: row.stable_id ?? '',
    local: String(row.local_id),
    name: row.name,
  }))
}

/** In scope; where that is limited to groups, in one of them on both sides. */
function isThere(
  { world }: History,
  { accounts, directory }: Sides,
  { stableId, local }: { readonly stableId: string; readonly local: string },
): boolean {
  const limit = world.settings.policy.limitToGroups.map(caseIgnoreKey)
  const isIn = ({ group }: SideState, id: string) =>
    limit.length === 0 ||
    Array.from(group.values()).some(
      ({ inScope, values, members }) =>
        inScope && limit.includes(caseIgnoreKey(values['name']?.[0] ?? '')) && members.has(id),
    )
  const entry = directory.person.get(stableId)
  return entry?.inScope === true && isIn(directory, stableId) && isIn(accounts, local)
}

function lossesOf({ added, lost, removed }: EngineWrites, at: number): Loss[] {
  const removals = removed.map(({ side }): Loss => ({ side, kind: 'removals', attribute: '', at }))
  const rest = lost.flatMap(({ side, kind, id, attribute, value }): Loss[] => {
    const withPerson = removed.some((one) => one.side === side && one.kind === 'person' && one.id === value)
    if (attribute === 'members' && withPerson) return []
    if (attribute === 'members') return [{ side, kind: 'member_removals', attribute: '', at }]
    const replaced = added.some(
      (fact) => fact.side === side && fact.kind === kind && fact.id === id && fact.attribute === attribute,
    )
    if (!replaced) return [{ side, kind: 'cleared_values', attribute, at }]
    if (attribute === 'active' && value === 'true') return [{ side, kind: 'disables', attribute: '', at }]
    return attribute === 'username' ? [{ side, kind: 'username_changes', attribute: '', at }] : []
  })
  return [...removals, ...rest]
}

/** Counted by what happened, not by what the plan said would. */
function checkLimits({ world, losses }: History, fresh: readonly Loss[], at: number): void {
  const { guard } = world.settings.policy
  for (const side of sides)
    for (const kind of guardKinds)
      for (const attribute of new Set(fresh.map((loss) => loss.attribute))) {
        const same = (loss: Loss) => loss.side === side && loss.kind === kind && loss.attribute === attribute
        const recent = losses.filter((loss) => same(loss) && loss.at >= at - day).length
        if (fresh.some(same) && recent > guard[kind].count)
          throw new Error(`${recent} ${kind} (${side} ${attribute}) pass the limit of ${guard[kind].count}`)
      }
}
