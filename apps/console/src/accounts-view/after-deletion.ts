import type { Directory, SubjectKind } from '@bindery/contract'
import { statusRule, wordInactive } from '../settings-form/status-rule.ts'

/** What the policy of a directory makes of the entry, once its person or group was deleted here: does it change? */
export function afterDeletion(
  kind: SubjectKind,
  { name, settings: { mapping, policy } }: Pick<Directory, 'name' | 'settings'>,
): { readonly sentence: string; readonly changes: boolean } {
  const what = kind === 'person' ? 'account' : 'group'
  const stays = (more: string) => ({ sentence: `The entry in ${name} stays as it is${more}`, changes: false })
  const next = (does: string) => ({ sentence: `The next preview of ${name} ${does}`, changes: true })
  if (policy.direction === 'directory_to_accounts')
    switch (policy.missingAccount) {
      case 'recreate':
        return next(`brings the ${what} back: there the directory leads.`)
      case 'ask':
        return next(`asks whether to bring the ${what} back: there the directory leads.`)
      case 'ignore':
        return stays(`, and does not bring the ${what} back.`)
    }
  switch (policy.goneFromAccounts) {
    case 'disable': {
      if (kind === 'group') return stays(', and is remembered.')
      const rule = statusRule(mapping)
      return rule
        ? next(`proposes to disable the entry: ${wordInactive(rule.remote)}.`)
        : stays(': no attribute is mapped that could disable it.')
    }
    case 'move':
      return next(`proposes to move the entry to ${policy.moveGoneTo}.`)
    case 'delete':
      return next('proposes to delete the entry.')
    case 'ignore':
      return stays(', and is remembered, so that it does not come back as new.')
  }
}
