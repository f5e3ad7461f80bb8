import type { PlanValue, Reason } from '@bindery/contract'
import { baseOf, type AbsentEntry } from '@bindery/sync'
import { reasonOf } from './decided-rows.ts'
import type { FoundConflict } from './found-conflict.ts'
import { labelOf } from './label-of.ts'
import type { StagedPair } from './load-staged.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { subjectOf } from './staged-subject.ts'
import { whyProtected } from './why-protected.ts'

/** Of whom a row speaks, and what is known of the entry. */
export interface Subject {
  readonly job: PreviewJob
  readonly read: SubjectRead
  readonly pair: StagedPair
  readonly absent: AbsentEntry['absent']
  /** In a sentence: what the look-up said. */
  readonly where: string
  /** The account was changed since, which a person decides or decided about; null: it was not. */
  readonly conflict: FoundConflict | null
}

const reasons = {
  entry_unknown: 'withheld_lookup_failed',
  entry_gone: 'gone_from_directory',
  entry_left_scope: 'left_scope',
  held_entry_gone: 'gone_from_directory',
  hold_expired: 'hold_expired',
  hold_expired_elsewhere: 'left_scope',
  both_gone: 'gone_from_both',
} as const satisfies Record<AbsentEntry['absent'], Reason>

const happened = {
  entry_unknown: 'look-up failed',
  entry_gone: 'gone from the directory',
  entry_left_scope: 'left the scope',
  held_entry_gone: 'gone from the directory',
  hold_expired: 'the hold has run out',
  hold_expired_elsewhere: 'left the scope',
  both_gone: 'gone on both sides',
} as const satisfies Record<AbsentEntry['absent'], string>

/** What every row about an absent entry says; the DN is the one that the link knows. */
const rowOf = ({ read, pair, absent, conflict }: Subject) => ({
  ...subjectOf(read, pair),
  side: 'accounts' as const,
  ...(pair.local ? {} : { name: labelOf(pair.dn), displayName: labelOf(pair.dn) }),
  ...reasonOf(true, reasons[absent], conflict),
  dn: pair.link?.dn ?? pair.dn,
})

/** How a link rests that has lost its entry. */
const restsAs = ({ absent }: Subject) =>
  absent === 'both_gone' ? 'gone_accounts' : absent === 'entry_left_scope' ? 'left_scope' : 'gone_directory'

/** A person is suspended, the account not edited. Only who is gone has a deadline: leaving the scope deletes nobody. */
export async function hold(subject: Subject): Promise<void> {
  const { holdDays } = subject.job.settings.policy
  const held = subject.absent === 'held_entry_gone'
  const gone = held || subject.absent === 'entry_gone'
  const then = gone
    ? `after ${holdDays} ${holdDays === 1 ? 'day' : 'days'} a preview proposes its deletion`
    : 'until the entry is back in scope, or a person ends the hold'
  await subject.job.plan.add({
    ...rowOf(subject),
    kind: 'hold',
    effect: `${held ? 'The hold gets a deadline' : 'Put on hold'}: ${happened[subject.absent]}`,
    why: `${subject.where} The account ${held ? 'stays' : 'is'} suspended and kept as it is; ${then}.`,
    guard: { removals: 1 },
    payload: {
      state: restsAs(subject),
      because: subject.where,
      ...(gone ? { holdDays } : {}),
      ...(held ? { from: 'left_scope' } : {}),
    },
  })
}

/**
 * A person made inactive. The base says inactive on both sides from then on, so that an entry that comes back active
 * is a change in the directory, and not the other way round.
 */
export async function disable(subject: Subject): Promise<void> {
  const { job, read, pair } = subject
  const before = [...(pair.local?.values['active'] ?? [])]
  const rule = read.rules.find((candidate) => candidate.local === 'active')
  const value: PlanValue = {
    attribute: 'active',
    ruleId: rule?.id ?? '',
    base: null,
    accounts: before,
    directory: [],
    after: ['false'],
    why: subject.where,
    overwritten: false,
  }
  await job.plan.add({
    ...rowOf(subject),
    kind: 'disable',
    effect: `Disable: ${happened[subject.absent]}`,
    why: `${subject.where} By the policy the account is disabled and stays.`,
    guard: { disables: 1 },
    values: [value],
    payload: {
      values: { active: ['false'] },
      before: { active: before },
      ...(rule ? { bases: { [rule.id]: baseOf(rule, ['false'], []) } } : {}),
      state: restsAs(subject),
    },
  })
}

/** The account is deleted, if it still is as previewed; a tombstone stays. */
export async function remove(subject: Subject): Promise<void> {
  const what = subject.read.kind === 'person' ? 'account' : 'group'
  await subject.job.plan.add({
    ...rowOf(subject),
    kind: 'delete',
    effect: `Delete the ${what}: ${happened[subject.absent]}`,
    why: `${subject.where} By the policy the ${what} is deleted, and leaves ${what === 'account' ? 'its groups' : 'its members alone'}.`,
    guard: { removals: 1 },
    payload: { state: restsAs(subject) },
  })
}

/** The link rests and is remembered; nothing else changes. A group has nobody to sign in, so this is all it needs. */
export async function unlink(subject: Subject): Promise<void> {
  const stays =
    subject.read.kind === 'person' ? 'the account stays as it is' : 'the group and its members stay'
  const both = subject.absent === 'both_gone'
  await subject.job.plan.add({
    ...rowOf(subject),
    kind: 'unlink',
    effect: `Unlink: ${both ? happened[subject.absent] : stays}`,
    why: subject.where,
    guard: both ? {} : { removals: 1 },
    payload: { state: restsAs(subject) },
  })
}

/** Gone there and changed here: what would be lost is shown, and a person decides. */
export async function ask(subject: Subject): Promise<void> {
  const { conflict, job } = subject
  if (!conflict) return
  const names = conflict.values.map((value) => value.attribute)
  await job.plan.add({
    ...rowOf(subject),
    kind: 'conflict',
    reason: conflict.reason,
    effect: `Gone from the directory, but changed here: ${names.join(', ') || 'members'}`,
    why: `${subject.where} ${conflict.why}`,
    applicable: false,
    values: conflict.values,
  })
}

/** Nothing is done, and why. */
export async function tell(subject: Subject, reason: Reason): Promise<void> {
  await subject.job.plan.add({
    ...rowOf(subject),
    kind: 'withheld',
    reason,
    effect: 'Nothing is done',
    why: `${subject.where}${whyNot(subject, reason)}`,
    applicable: false,
  })
}

function whyNot({ job, read, pair }: Subject, reason: Reason): string {
  if (reason === 'left_scope')
    return ' The account is in none of the groups that synchronization is limited to, so it is not made again.'
  if (reason === 'policy_ignore') return ' By the policy nothing is done about it.'
  if (reason === 'withheld_restored')
    return ' Most others have new ones, so that says nothing about who is gone.'
  if (reason === 'withheld_protected') return ` ${whyProtected(job, read, pair)}`
  if (reason === 'withheld_depends_on_conflict')
    return ' Another entry claims the account; that conflict comes first.'
  return ''
}
