import type { Direction, Policy } from '@bindery/contract'

/** Which way values and people may flow. */
export function flowOf(direction: Direction) {
  return {
    toAccounts: direction !== 'accounts_to_directory',
    toDirectory: direction !== 'directory_to_accounts',
  }
}

/** The policy in a few sentences: what the next preview may propose. */
export function summarize(policy: Policy): string[] {
  const { toAccounts, toDirectory } = flowOf(policy.direction)
  const winner = {
    directory: 'the directory’s value wins',
    accounts: 'the account’s value wins',
    ask: 'it is a conflict and nothing is written',
  }[policy.authority]
  const created = {
    create: 'is created',
    ask: 'is proposed, left out until you include it',
    ignore: 'is left alone',
  }
  return [
    {
      accounts_to_directory: 'Values flow from accounts to the directory. Accounts are never changed by it.',
      directory_to_accounts:
        'Values flow from the directory to accounts. Nothing is ever written to the directory.',
      two_way: 'Values flow both ways, merged against what both sides agreed on last.',
    }[policy.direction],
    ...(policy.direction === 'two_way'
      ? [`Where both sides changed the same value, or differ at first sight, ${winner}.`]
      : []),
    ...(toAccounts
      ? [`Someone new in the directory: an account ${created[policy.firstSeenInDirectory]}.`]
      : []),
    ...(toDirectory ? [`Someone new in accounts: an entry ${created[policy.firstSeenInAccounts]}.`] : []),
    ...(toAccounts
      ? [
          policy.goneFromDirectory === 'hold'
            ? 'Someone gone from the directory is put on hold.'
            : 'Someone gone from the directory keeps their account as it is.',
          policy.leftScope === 'hold'
            ? 'Someone who left the scope is unlinked and put on hold.'
            : 'Someone who left the scope keeps their account as it is.',
        ]
      : ['Someone gone from the directory is reported in the preview; nothing is done about it.']),
    'No entry and no account is deleted by a sync.',
  ]
}
