import type { Plan, PlanChange } from '@bindery/contract'
import type { History } from './open-history.ts'
import type { Hit } from './sync.ts'

/** Nobody is in scope by a group that is not there, or shows no members. */
const lostLimit: readonly string[] = ['group_not_found', 'members_unreadable']
/** Why everything is read where what changed was lost. */
const notTold = /^What changed could not be (read to its end|asked for)/

/** A plan may fail only where the directory did; and what an incomplete read did not show is no reason to remove. */
export function checkPlan(
  { world }: Pick<History, 'world'>,
  plan: Plan,
  changes: readonly PlanChange[],
  hit: Hit | null,
): void {
  if (plan.failure?.code === 'internal') throw new Error(`The preview broke: ${plan.failure.message}`)
  if (plan.failure && lostLimit.includes(plan.failure.code)) return
  if (plan.state !== 'ready' && hit === null) throw new Error(`The plan is ${plan.state}: ${plan.sentence}`)
  if (plan.state !== 'ready' || hit === null) return
  const { kind, dn } = hit.request
  if (kind !== 'page') return
  // Where a page of what changed is lost, everything is read after all.
  if (notTold.test(plan.proof?.reading.why ?? '')) return
  // Whoever is to be created is looked for under the naming context, the rest is read under the search bases.
  if (!dn.startsWith('ou=')) return checkWithheld(changes)
  if (plan.proof?.complete) throw new Error('A read that broke off is called complete')
  // Groups are read twice where synchronization is limited to some: then it is people who may have been missed.
  const limited = world.settings.policy.limitToGroups.length > 0
  if (limited && dn.startsWith('ou=groups')) return
  const subject = dn.startsWith('ou=users') ? 'person' : 'group'
  for (const row of changes) {
    if (!row.applicable || row.subjectKind !== subject) continue
    const takes = ['delete', 'disable', 'move'].includes(row.kind) && row.side === 'directory'
    const letsGo = ['hold', 'delete', 'disable', 'unlink'].includes(row.kind)
    if (takes && row.reason === 'gone_from_accounts')
      throw new Error(`An incomplete read proposes ${row.kind} of the entry ${row.dn}`)
    if (letsGo && row.reason !== 'gone_from_accounts')
      throw new Error(`An incomplete read proposes ${row.kind} of ${row.name}`)
    if (row.kind === 'create' && row.side === 'directory')
      throw new Error(`An incomplete read proposes to create ${row.name}`)
    if (row.kind === 'members' && row.side === 'accounts' && (row.members?.removed ?? 0) > 0)
      throw new Error(`An incomplete read removes members of ${row.name}`)
  }
}

function checkWithheld(changes: readonly PlanChange[]): void {
  if (!changes.some((row) => row.reason === 'withheld_lookup_failed'))
    throw new Error('Nobody is withheld although it could not be known who is there')
}
