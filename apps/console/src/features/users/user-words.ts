import type { Role, UserView } from '@bindery/contract'

/** What each role may do, in a sentence. */
export const roleSentences: Record<Role, string> = {
  viewer: 'Sees people, groups, plans and runs, and downloads plans. Changes nothing.',
  operator: 'Also previews, applies within the guard and decides conflicts.',
  admin: 'May do everything: settings, approvals, users, tokens and the audit log.',
}

export const originWords: Record<UserView['origin'], string> = {
  local: 'Bindery',
  directory: 'Directory',
  oidc: 'Provider',
}

/** "Yes", "No", or that it is not Bindery's to know. */
export function wordSecondFactor({ origin, hasTotp }: Pick<UserView, 'origin' | 'hasTotp'>): string {
  if (origin !== 'local') return 'Kept there'
  return hasTotp ? 'Yes' : 'No'
}
