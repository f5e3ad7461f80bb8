import type { TokenView } from '@bindery/contract'

type TokenPermission = TokenView['permissions'][number]

/** What a token may be allowed: in a list, and with what belongs to it. */
export const permissionWords: Record<TokenPermission, readonly [short: string, sentence: string]> = {
  look: ['see', 'See everything but users, tokens and the audit log.'],
  export: ['export', 'Download plans.'],
  preview: ['preview', 'Start and cancel previews, also those that undo or retry a run.'],
  apply: ['apply', 'Apply plans within the guard, unless they remove something; cancel and resume runs.'],
  decide: ['decide', 'Decide conflicts, release holds.'],
  audit: ['read the audit log', 'Read and export the audit log.'],
}

/** "see, preview and apply". */
export const listPermissions = (permissions: readonly TokenPermission[]) =>
  new Intl.ListFormat('en').format(permissions.map((permission) => permissionWords[permission][0]))
