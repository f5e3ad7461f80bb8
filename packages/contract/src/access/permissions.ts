import type { EndpointName } from '../endpoints.ts'

/** What somebody may do. */
export const permissions = [
  /** See everything but users, tokens and the audit. */
  'look',
  'export',
  'preview',
  /** Apply within the guard, choose rows, pause the schedule. */
  'apply',
  'decide',
  /** Change people and groups by hand. */
  'accounts',
  /** Have Bindery connect to an address that a request names. */
  'test',
  'settings',
  'approve',
  'users',
  'tokens',
  'audit',
] as const
export type Permission = (typeof permissions)[number]

/** From the least to the most. */
export const roles = ['viewer', 'operator', 'admin'] as const
export type Role = (typeof roles)[number]

export const rolePermissions = {
  viewer: ['look', 'export'],
  operator: ['look', 'export', 'preview', 'apply', 'decide'],
  admin: permissions,
} as const satisfies Record<Role, readonly Permission[]>

/** Who gets to an endpoint: anybody, whoever is signed in (it concerns themselves alone), or whoever has the permission. */
export type Access = 'public' | 'own' | Permission

/** The one map of who may do what. An endpoint that is missing here does not compile. */
export const endpointAccess = {
  getSession: 'public',
  readSetUp: 'public',
  setUp: 'public',
  signIn: 'public',
  signOut: 'own',
  prove: 'own',
  listSessions: 'own',
  revokeSession: 'own',

  startOidc: 'public',
  oidcCallback: 'public',
  startOidcProof: 'own',
  getSignInSettings: 'users',
  updateSignInSettings: 'users',
  changePassword: 'own',
  beginTotp: 'own',
  confirmTotp: 'own',
  removeTotp: 'own',
  renewRecoveryCodes: 'own',

  listUsers: 'users',
  createUser: 'users',
  getUser: 'users',
  updateUser: 'users',
  deleteUser: 'users',
  inviteAgain: 'users',
  listUserSessions: 'users',
  endUserSessions: 'users',
  readInvitation: 'public',
  acceptInvitation: 'public',

  listTokens: 'tokens',
  createToken: 'tokens',
  revokeToken: 'tokens',

  listAudit: 'audit',
  exportAudit: 'audit',

  overview: 'look',
  listDirectories: 'look',
  getDirectory: 'look',
  testConnection: 'test',
  samplePerson: 'test',
  draftSchemaSummary: 'test',
  directorySchema: 'test',
  measureImpact: 'test',
  createDirectory: 'settings',
  updateDirectory: 'settings',
  deleteDirectory: 'settings',

  getSchedule: 'look',
  pauseSchedule: 'apply',
  resumeSchedule: 'apply',

  startPreview: 'preview',
  listPlans: 'look',
  getPlan: 'look',
  planEvents: 'look',
  cancelPlan: 'preview',
  listChanges: 'look',
  listChangedMembers: 'look',
  selectChanges: 'apply',
  approvePlan: 'approve',
  applyPlan: 'apply',
  exportPlan: 'export',

  listRuns: 'look',
  getRun: 'look',
  runEvents: 'look',
  listOperations: 'look',
  cancelRun: 'apply',
  resumeRun: 'apply',
  undoRun: 'preview',
  retryRun: 'preview',

  listConflicts: 'look',
  getConflict: 'look',
  decideConflict: 'decide',
  decideConflicts: 'decide',
  countDecisions: 'decide',
  reopenConflict: 'decide',

  listPeople: 'look',
  getPerson: 'look',
  createPerson: 'accounts',
  updatePerson: 'accounts',
  setPassword: 'accounts',
  deletePerson: 'accounts',
  listHolds: 'look',
  releaseHold: 'decide',
  deleteHeld: 'accounts',
  listGroups: 'look',
  getGroup: 'look',
  createGroup: 'accounts',
  updateGroup: 'accounts',
  deleteGroup: 'accounts',
  listMembers: 'look',
  changeMembers: 'accounts',
} as const satisfies Record<EndpointName, Access>

/**
 * Endpoints that ask for a fresh proof whatever the request says, and why, as the end of "Show again that it is you, to…".
 * Others ask when it comes to that: applying removals, replacing a secret, changing what a sync may do by itself.
 */
export const proofAlways: Partial<Record<EndpointName, string>> = {
  updateSignInSettings: 'change how people sign in',
  approvePlan: 'let a plan pass the guard',
  setPassword: 'set a person’s password',
  deletePerson: 'delete a person',
  deleteHeld: 'delete a person',
  deleteGroup: 'delete a group',
  deleteDirectory: 'forget a directory',
  revokeSession: 'end a session',
  beginTotp: 'set up an authenticator app',
  removeTotp: 'remove your authenticator app',
  renewRecoveryCodes: 'get new recovery codes',
  createUser: 'add a user',
  updateUser: 'change a user',
  deleteUser: 'delete a user',
  inviteAgain: 'reset a password',
  endUserSessions: 'end the sessions of a user',
  createToken: 'make a token',
  revokeToken: 'revoke a token',
}
