export const guardKinds = [
  'removals',
  'disables',
  'cleared_values',
  'member_removals',
  'username_changes',
  'moves',
] as const
export type GuardKind = (typeof guardKinds)[number]
