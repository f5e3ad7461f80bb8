import type { Direction } from '@bindery/contract'

/** Which way values and people may flow. */
export function flowOf(direction: Direction) {
  return {
    toAccounts: direction !== 'accounts_to_directory',
    toDirectory: direction !== 'directory_to_accounts',
  }
}
