import type { AuditAction, AuditActorKind, AuditEntry, AuditSubjectKind } from '@bindery/contract'

/** Every action as the end of “Ada …”; the name of what it was done to follows. */
const actionWords: Record<AuditAction, string> = {
  'user.set_up': 'set up Bindery as the first admin',
  'user.created': 'added the user',
  'user.changed': 'changed the user',
  'user.deleted': 'removed the user',
  'user.invited': 'invited the user',
  'user.invitation_accepted': 'accepted the invitation of',
  'user.sessions_ended': 'ended all sessions of',
  'session.opened': 'signed in as',
  'session.ended': 'signed out as',
  'session.revoked': 'ended another session of',
  'session.proved': 'showed again to be',
  'access.refused': 'asked for more than their role allows',
  'password.changed': 'changed the password of the user',
  'totp.added': 'added an authenticator app for',
  'totp.removed': 'removed the authenticator app of',
  'recovery_codes.renewed': 'made new recovery codes for',
  'token.created': 'made the token',
  'token.revoked': 'revoked the token',
  'sign_in_settings.saved': 'changed how people sign in',
  'directory.created': 'added the directory',
  'directory.saved': 'saved the settings of',
  'directory.deleted': 'forgot the directory',
  'connection.tested': 'tested the connection to',
  'connection.sampled': 'looked up a person in',
  'connection.schema_read': 'read the schema of',
  'impact.measured': 'asked what unsaved settings would change in',
  'preview.started': 'started a preview of',
  'preview.cancelled': 'cancelled a preview of',
  'plan.rows_chosen': 'chose rows of a plan for',
  'plan.approved': 'approved a plan past the guard for',
  'plan.applied': 'applied a plan to',
  'plan.exported': 'exported a plan for',
  'run.cancelled': 'cancelled a run of',
  'run.resumed': 'resumed a run of',
  'run.undone': 'planned the way back from a run of',
  'run.retried': 'previewed again what failed in a run of',
  'schedule.paused': 'paused the schedule of',
  'schedule.resumed': 'resumed the schedule of',
  'conflict.decided': 'decided the conflict of',
  'conflict.reopened': 'took back the decision on',
  'conflicts.decided': 'decided many conflicts alike',
  'hold.released': 'ended the hold of',
  'person.created': 'added the person',
  'person.changed': 'changed the person',
  'person.deleted': 'deleted the person',
  'password.set': 'set the password of',
  'group.created': 'added the group',
  'group.changed': 'changed the group',
  'group.deleted': 'deleted the group',
  'members.changed': 'changed the members of',
  'key.rotated': 'sealed every secret with a new key',
  'audit.begun': 'began the audit log',
  'audit.exported': 'exported the audit log',
}

/** The verbs with which they begin, as they follow “tried to”. */
const infinitives: Readonly<Record<string, string>> = {
  accepted: 'accept',
  added: 'add',
  applied: 'apply',
  approved: 'approve',
  asked: 'ask',
  began: 'begin',
  cancelled: 'cancel',
  changed: 'change',
  chose: 'choose',
  decided: 'decide',
  deleted: 'delete',
  ended: 'end',
  exported: 'export',
  forgot: 'forget',
  invited: 'invite',
  looked: 'look',
  made: 'make',
  paused: 'pause',
  planned: 'plan',
  previewed: 'preview',
  read: 'read',
  removed: 'remove',
  resumed: 'resume',
  revoked: 'revoke',
  saved: 'save',
  sealed: 'seal',
  set: 'set',
  showed: 'show',
  signed: 'sign',
  started: 'start',
  tested: 'test',
  took: 'take',
}

/** What was done, or only tried, as the end of “Ada …”. */
export function didWords({ action, outcome }: Pick<AuditEntry, 'action' | 'outcome'>): string {
  const words = actionWords[action]
  // To ask was granted.
  if (outcome !== 'refused' || action === 'access.refused') return words
  return words.replace(/^\w+/, (verb) => `tried to ${infinitives[verb] ?? verb}`)
}

/** Those that say something else without the name that follows. */
const names: Partial<Record<AuditAction, string>> = {
  'session.proved': 'showed again who they are',
  'sign_in_settings.saved': 'changed how people sign in',
}

/** An action on its own, as a choice. */
export const actionName = (action: AuditAction): string => {
  const words = names[action] ?? actionWords[action].replace(/ (of|as|for|in|to|on)$/, '')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const actorKindWords: Record<AuditActorKind, string> = {
  user: 'user',
  token: 'API token',
  schedule: 'by itself, as scheduled',
  nobody: 'not signed in',
  system: 'Bindery itself',
}

export const subjectKindWords: Record<AuditSubjectKind, string> = {
  directory: 'Directory',
  server: 'Server',
  plan: 'Plan',
  run: 'Run',
  conflict: 'Conflict',
  hold: 'Hold',
  person: 'Person',
  group: 'Group',
  user: 'User',
  token: 'Token',
}

/** Who it was, in a list: somebody without a name had not signed in. */
export const actorName = (actor: string) => (actor === '' ? 'Somebody' : actor)
