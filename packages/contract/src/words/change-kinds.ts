/** What a row proposes. The last three propose nothing: they are told, and cannot be applied. */
export const changeKinds = [
  'create',
  'update',
  'move',
  'disable',
  'enable',
  'delete',
  'hold',
  'release',
  'link',
  'unlink',
  'members',
  'agree',
  'conflict',
  'withheld',
  'skipped',
] as const
export type ChangeKind = (typeof changeKinds)[number]
export const toldKinds = ['conflict', 'withheld', 'skipped'] as const satisfies readonly ChangeKind[]
