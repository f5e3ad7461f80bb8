import type { Policy, Schedule, Settings } from '@bindery/contract'
import { wordSchedule } from '../../components/word-schedule.ts'
import { statusRule } from '../../settings-form/status-rule.ts'
import { afterDays } from './absence-choices.ts'
import { flowOf } from './flow.ts'

/** The policy in a few sentences: what the next preview may propose. */
export function summarize({ mapping, policy }: Settings): string[] {
  const { toAccounts, toDirectory } = flowOf(policy.direction)
  return [
    flows[policy.direction],
    ...(policy.limitToGroups.length > 0
      ? [`Only people in ${policy.limitToGroups.join(' or ')} are synced.`]
      : []),
    ...(policy.direction === 'two_way'
      ? [`Where both sides changed the same value, or differ at first sight, ${winners[policy.authority]}.`]
      : []),
    ...(toAccounts
      ? [`Someone new in the directory: an account ${created[policy.firstSeenInDirectory]}.`]
      : []),
    ...(toDirectory ? [`Someone new in accounts: an entry ${created[policy.firstSeenInAccounts]}.`] : []),
    ...(toAccounts
      ? [
          `Someone gone from the directory ${gone(policy)}.`,
          `Someone who left the scope ${left[policy.leftScope]}.`,
        ]
      : [`An entry gone from the directory ${missing[policy.missingEntry]}.`]),
    ...(toDirectory
      ? [`The entry of a deleted account ${orphaned(policy, statusRule(mapping) !== undefined)}.`]
      : [`A deleted account whose entry is there ${missing[policy.missingAccount]}.`]),
    ...(mayDelete(policy) ? [] : ['No entry and no account is deleted by a sync.']),
    wordPlan(policy.schedule),
  ]
}

const flows: Record<Policy['direction'], string> = {
  accounts_to_directory: 'Values flow from accounts to the directory. Accounts are never changed by it.',
  directory_to_accounts:
    'Values flow from the directory to accounts. Nothing is ever written to the directory.',
  two_way: 'Values flow both ways, merged against what both sides agreed on last.',
}
const winners: Record<Policy['authority'], string> = {
  directory: 'the directory’s value wins',
  accounts: 'the account’s value wins',
  ask: 'it is a conflict and nothing is written',
}
const created: Record<Policy['firstSeenInAccounts'], string> = {
  create: 'is created',
  ask: 'is proposed, left out until you include it',
  ignore: 'is left alone',
}
const missing: Record<Policy['missingEntry'], string> = {
  recreate: 'is made again',
  ask: 'is proposed again, left out until you include it',
  ignore: 'is left gone',
}
const left: Record<Policy['leftScope'], string> = {
  hold: 'is put on hold, without a deadline',
  unlink: 'is unlinked and keeps their account',
  ignore: 'keeps their account as it is',
}

function gone({ goneFromDirectory, holdDays }: Policy): string {
  switch (goneFromDirectory) {
    case 'hold':
      return `is put on hold; ${holdDays > 0 ? afterDays(holdDays) : 'with the next preview'} the deletion of the account is proposed`
    case 'disable':
      return 'is disabled here'
    case 'delete':
      return 'loses their account'
    case 'unlink':
      return 'is unlinked and keeps their account'
    case 'ignore':
      return 'keeps their account as it is'
  }
}

function orphaned({ goneFromAccounts, moveGoneTo }: Policy, status: boolean): string {
  switch (goneFromAccounts) {
    case 'disable':
      return status ? 'is disabled' : 'is left alone, and told: no attribute is mapped that could disable it'
    case 'move':
      return `is moved to ${moveGoneTo || 'a place you have yet to name'}`
    case 'delete':
      return 'is deleted'
    case 'ignore':
      return 'is left alone'
  }
}

function mayDelete({ direction, goneFromDirectory, goneFromAccounts }: Policy): boolean {
  const { toAccounts, toDirectory } = flowOf(direction)
  return (
    (toAccounts && (goneFromDirectory === 'hold' || goneFromDirectory === 'delete')) ||
    (toDirectory && goneFromAccounts === 'delete')
  )
}

/** Who makes and who applies previews. */
function wordPlan(schedule: Schedule): string {
  if (schedule.mode === 'off') return 'Previews are made and applied by people only.'
  const then =
    schedule.apply === 'wait'
      ? 'waits for a person'
      : 'is applied as far as the guard lets it; the rest waits for a person'
  return `A preview is made by itself ${wordSchedule(schedule)}, and ${then}.`
}
