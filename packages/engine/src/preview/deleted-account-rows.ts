import type { PlanValue, Reason } from '@bindery/contract'
import { dnKey, parseDn, writeDn } from '@bindery/contract/ldap-text'
import { baseOf, deltaOf, hashMembers, rawAfter, type CompiledRule } from '@bindery/sync'
import { reasonOf } from './decided-rows.ts'
import type { FoundConflict } from './found-conflict.ts'
import type { StagedPair } from './load-staged.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { emptyView, subjectOf, viewOf } from './staged-subject.ts'
import { whyProtected } from './why-protected.ts'

/** The entry whose account was deleted. */
interface Subject {
  readonly job: PreviewJob
  readonly read: SubjectRead
  readonly pair: StagedPair
  /** The entry was changed since, which a person decides or decided about; null: it was not. */
  readonly conflict: FoundConflict | null
}

const deleted = 'The account was deleted.'
const rests = { state: 'gone_accounts' }
const rowOf = ({ read, pair, conflict }: Subject) => ({
  ...subjectOf(read, pair),
  ...reasonOf(true, 'gone_from_accounts', conflict),
})

/** Says in the entry that the person is inactive. */
export async function disable(subject: Subject, rule: CompiledRule | undefined): Promise<void> {
  const seen = (rule && viewOf(subject.pair).get(rule.id)) ?? emptyView
  const delta = rule ? deltaOf(rule, seen.raw, seen.values, ['false']) : null
  if (!rule || !delta) return unlink(subject, 'The entry says already that the person is inactive.')
  const value: PlanValue = {
    attribute: rule.local,
    ruleId: rule.id,
    base: null,
    accounts: [],
    directory: [...seen.values],
    after: ['false'],
    why: deleted,
    overwritten: false,
  }
  await subject.job.plan.add({
    ...rowOf(subject),
    side: 'directory',
    kind: 'disable',
    effect: `Disable: ${rule.remoteName} becomes ${delta.add.join('')}`,
    why: `${deleted} By the policy the entry stays, and says that the person is inactive.`,
    guard: { disables: 1 },
    values: [value],
    payload: {
      ...rests,
      deltas: [delta],
      bases: { [rule.id]: baseOf(rule, ['false'], rawAfter(seen.raw, delta)) },
    },
  })
}

/** Out of the way, to where the policy says. It leaves the scope, so the guard counts a removal. */
export async function move(subject: Subject): Promise<void> {
  const { dn } = subject.pair
  const parent = subject.job.settings.policy.moveGoneTo
  const newDn = writeDn([...parseDn(dn).slice(0, 1), ...parseDn(parent)])
  if (dnKey(newDn) === dnKey(dn)) return unlink(subject, 'The entry is already where such entries go.')
  await subject.job.plan.add({
    ...rowOf(subject),
    side: 'directory',
    kind: 'move',
    newDn,
    effect: `Move to ${parent}`,
    why: `${deleted} By the policy the entry goes to another place in the tree.`,
    guard: { removals: 1, moves: 1 },
    payload: { ...rests, newDn },
  })
}

/** The entry goes, if it still is as it was read. Its memberships are taken away beforehand: not every server does that. */
export async function remove(subject: Subject): Promise<void> {
  const { job, read, pair } = subject
  const seen = read.rules.flatMap((rule) =>
    rule.template || read.unreadable.has(rule.remote)
      ? []
      : [[rule.remoteName, (viewOf(pair).get(rule.id) ?? emptyView).raw] as const],
  )
  if (read.kind === 'person' && pair.localId !== null) job.comparable.add(pair.localId)
  await job.plan.add({
    ...rowOf(subject),
    side: 'directory',
    kind: 'delete',
    effect: 'Delete the entry: deleted here',
    why: `${deleted} By the policy its entry is deleted, if nothing stands below it.`,
    guard: { removals: 1 },
    payload: { ...rests, seen: Object.fromEntries(seen), ...seenMembers(subject) },
  })
}

/** Whom a group names, where that can be read. */
function seenMembers({ job: { memberForm }, read, pair }: Subject) {
  if (read.kind === 'person' || read.unreadable.has(read.memberAttribute)) return {}
  return { memberForm, seenMembers: hashMembers(memberForm, pair.data.members) }
}

/** Only the link rests: this is bookkeeping, and takes nothing away. */
export async function unlink(subject: Subject, because: string): Promise<void> {
  await subject.job.plan.add({
    ...rowOf(subject),
    side: 'accounts',
    kind: 'unlink',
    effect: 'Unlink: deleted here; the entry stays',
    why: `${deleted} ${because}`,
    payload: rests,
  })
}

/** Deleted here and changed there: what would be lost is shown, and a person decides. */
export async function ask(subject: Subject): Promise<void> {
  const { conflict, job } = subject
  if (!conflict) return
  const names = conflict.values.map((value) => value.attribute)
  await job.plan.add({
    ...rowOf(subject),
    side: 'accounts',
    kind: 'conflict',
    reason: conflict.reason,
    effect: `Deleted here, but changed in the directory: ${names.join(', ') || 'members'}`,
    why: conflict.why,
    applicable: false,
    values: conflict.values,
  })
}

const notDone: Partial<Record<Reason, string>> = {
  withheld_incomplete_read: 'The read is incomplete, so nothing is taken away.',
  withheld_no_status_attribute:
    'By the policy the entry is disabled, but no attribute is mapped that could say so. It is not deleted instead.',
}

/** Nothing is done, and why. */
export async function tell(subject: Subject, reason: Reason): Promise<void> {
  const { job, read, pair } = subject
  await job.plan.add({
    ...rowOf(subject),
    side: 'directory',
    kind: 'withheld',
    reason,
    effect: 'Nothing is done: the entry stays as it is',
    why: `${deleted} ${reason === 'withheld_protected' ? whyProtected(job, read, pair) : (notDone[reason] ?? '')}`,
    applicable: false,
  })
}
