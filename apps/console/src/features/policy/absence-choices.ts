import type { Policy, Settings } from '@bindery/contract'
import { statusRule, wordInactive } from '../../settings-form/status-rule.ts'

interface Choice<Value> {
  readonly value: Value
  readonly label: string
  /** What it means, as things are set now. */
  readonly consequence: string
}

/** "after 30 days". */
export const afterDays = (days: number) => `after ${days} ${days === 1 ? 'day' : 'days'}`

/** What may happen to an account whose entry is gone. */
export function goneChoices(days: number): Choice<Policy['goneFromDirectory']>[] {
  const later = Number.isInteger(days) && days > 0 ? afterDays(days) : 'already with the next preview'
  return [
    {
      value: 'hold',
      label: 'Put on hold',
      consequence: `They cannot sign in from then on; the account and its groups stay untouched. If the same entry returns, so do they. The deletion of the account is proposed ${later}; a schedule that applies by itself does it within the guard.`,
    },
    {
      value: 'disable',
      label: 'Disable the account',
      consequence:
        'The account is set to inactive and stays for good. If the entry returns, it is linked again; it is enabled again only if an attribute says that the person is active.',
    },
    {
      value: 'delete',
      label: 'Delete the account',
      consequence:
        'The next preview proposes to delete the account and to take it out of its groups, within the guard. There is no waiting time.',
    },
    {
      value: 'unlink',
      label: 'Unlink',
      consequence:
        'They keep their account and can go on signing in; it no longer follows the directory. If the same entry returns, it is linked again.',
    },
    {
      value: 'ignore',
      label: 'Ignore',
      consequence: 'Nothing changes, and every preview tells you again.',
    },
  ]
}

/** What may happen to an account whose entry is out of scope. */
export const leftChoices: readonly Choice<Policy['leftScope']>[] = [
  {
    value: 'hold',
    label: 'Put on hold',
    consequence:
      'They cannot sign in until their entry is back in scope or you end the hold. There is no deadline: nobody is deleted for leaving the scope.',
  },
  {
    value: 'unlink',
    label: 'Unlink',
    consequence: 'They keep their account and can go on signing in; it no longer follows the directory.',
  },
  {
    value: 'ignore',
    label: 'Ignore',
    consequence: 'Nothing changes, and every preview tells you again.',
  },
]

/** What may happen to an entry that is gone where the accounts lead. */
export const missingEntryChoices: readonly Choice<Policy['missingEntry']>[] = [
  {
    value: 'ask',
    label: 'Ask',
    consequence: 'The preview proposes to create the entry again, but leaves it out until you include it.',
  },
  {
    value: 'recreate',
    label: 'Create it again',
    consequence:
      'The entry is made again where it was, from what the account holds now, and put back into its groups.',
  },
  {
    value: 'ignore',
    label: 'Ignore',
    consequence: 'The account stays without an entry, and every preview tells you again.',
  },
]

/** What may happen to the entry of a deleted account. */
export function deletedChoices({ mapping, policy }: Settings): Choice<Policy['goneFromAccounts']>[] {
  const status = statusRule(mapping)
  return [
    {
      value: 'disable',
      label: 'Disable the entry',
      consequence: status
        ? `The entry stays and says that the person is inactive: ${wordInactive(status.remote)}. The entry of a group stays as it is.`
        : 'Nothing is done so far, and the preview says so: no rule in Mapping writes “Active” to an attribute. Nothing is deleted instead.',
    },
    {
      value: 'move',
      label: 'Move the entry',
      consequence: policy.moveGoneTo
        ? `The entry goes to ${policy.moveGoneTo}, with everything it holds.`
        : 'The entry goes to a place of your choice in the tree, with everything it holds.',
    },
    {
      value: 'delete',
      label: 'Delete the entry',
      consequence:
        'The entry is taken out of its groups and deleted, within the guard, if it still is as previewed and nothing stands below it.',
    },
    {
      value: 'ignore',
      label: 'Ignore',
      consequence: 'The entry stays as it is. Bindery remembers it, so that it does not come back as new.',
    },
  ]
}

/** What may happen to a deleted account where the directory leads. */
export const missingAccountChoices: readonly Choice<Policy['missingAccount']>[] = [
  {
    value: 'ask',
    label: 'Ask',
    consequence: 'The preview proposes to restore the account, but leaves it out until you include it.',
  },
  {
    value: 'recreate',
    label: 'Restore it',
    consequence: 'The account comes back with what its entry says, and into the groups of its entry.',
  },
  {
    value: 'ignore',
    label: 'Ignore',
    consequence:
      'The account stays deleted. Bindery remembers its entry, so that it does not come back as new.',
  },
]
