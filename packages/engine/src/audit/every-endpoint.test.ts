import {
  audited,
  defaultSettings,
  defaultSignInSettings,
  nobody,
  personInputSchema,
  type Caller,
  type EndpointName,
  type Verbs,
} from '@bindery/contract'
import { insertGroups, insertMany, insertPeople, openHold } from '@bindery/store'
import { TOTP } from 'otpauth'
import { expect, onTestFinished, test } from 'vitest'
import { authenticate } from '../access/authenticate.ts'
import { createSetUpToken } from '../access/create-set-up-token.ts'
import { password, secretOf } from '../access/test-access.ts'
import { conflictRow } from '../conflicts/test-conflicts.ts'
import { setPassword, testInput } from '../directories/test-input.ts'
import { createVerbs } from '../open-engine.ts'
import { addDirectory, addPlan, directoryId, planContext, planId, row } from '../plans/test-plan.ts'
import { createScheduler } from '../schedule/scheduler.ts'
import { createTestClock } from '../schedule/test-clock.ts'
import { request } from '../test-context.ts'

const visitor = nobody('192.0.2.7', 'Firefox')
const at = '2026-03-01T11:00:00.000Z'

/** An engine with something of everything in it, and an admin who is signed in. */
async function openWorld() {
  const context = await planContext()
  const { db } = context.store
  await addDirectory(context)
  const used = ['people', 'groups', 'directories', 'plans', 'runs'] as const
  await insertMany(
    db,
    'sequences',
    used.map((name) => ({ name, next: 10 })),
  )
  await addPlan(context, [row(1)])
  await insertPeople(
    db,
    ['grace', 'hopper'].map((name, index) => ({ id: index + 1, values: { username: [name] } })),
    at,
  )
  await insertGroups(db, [{ id: 1, values: { name: ['crew'] } }], at)
  await insertMany(db, 'conflicts', [conflictRow(1)])
  await openHold(db, {
    directory_id: directoryId,
    person_id: 2,
    link_id: 1,
    cause: 'left_scope',
    reason: '',
    opened_at: at,
    due_at: null,
  })
  await insertMany(db, 'links', [
    {
      id: 1,
      directory_id: directoryId,
      kind: 'person',
      local_id: 2,
      stable_id: 'hopper',
      dn: 'uid=hopper',
      dn_key: 'uid=hopper',
      state: 'left_scope',
      state_since: at,
      change_token: '',
      hash: '',
      local_version: 1,
      base: '{}',
      members_fingerprint: '',
    },
  ])
  const scheduler = createScheduler({
    store: context.store,
    clock: createTestClock(new Date(at)),
    run: () => Promise.resolve(null),
  })
  onTestFinished(() => scheduler.close())
  const setUpToken = await createSetUpToken(context.store)
  const token = setUpToken.value ?? ''
  const verbs = createVerbs({ ...context, scheduler, setUpToken })
  const enter = async (answer: Parameters<typeof secretOf>[0]) =>
    authenticate(context, { session: secretOf(answer), address: '192.0.2.7', agent: 'Firefox' })
  const body = { token, username: 'ada', password }
  const caller = await enter(await verbs.setUp(request('setUp', { body, caller: visitor })))
  const actions = async () => {
    const rows = await db.selectFrom('audit').select(['action', 'outcome']).orderBy('id').execute()
    return rows.map(({ action, outcome }) => `${action} ${outcome}`)
  }
  /** A run of the plan, in this state. */
  const addRun = (state: string) =>
    db
      .insertInto('runs')
      .values({
        id: 1,
        directory_id: directoryId,
        plan_id: planId,
        state,
        started_at: at,
        resumed_at: null,
        finished_at: state === 'running' ? null : at,
        actor: 'ada',
        progress: '{"phase":"connecting","done":0,"total":1}',
        planned: '[]',
        failure: null,
      })
      .execute()
  return { context, db, verbs, caller, enter, actions, addRun }
}
type World = Awaited<ReturnType<typeof openWorld>>

type Audited = {
  [Name in EndpointName]: (typeof audited)[Name] extends string ? Name : never
}[EndpointName]
/** What comes back from a provider: its own test has one. */
type Called = Exclude<Audited, 'oidcCallback'>

const settings = () => {
  const draft = defaultSettings()
  return { ...draft, connection: { ...draft.connection, urls: ['ldap://127.0.0.1:1'] } }
}
const draft = () => ({ directoryId: null, settings: settings(), secrets: setPassword })
const one = { id: 1 }
const plan = { id: planId }
const title = { kind: 'values', sides: { title: 'directory' } } as const

async function drain(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of stream);
}

async function hashesOf({ verbs }: World) {
  const { planHash, selectionHash } = await verbs.getPlan(request('getPlan', { params: plan }))
  return { planHash, selectionHash }
}

async function invited({ verbs, caller }: World) {
  const body = { username: 'bob', displayName: '', role: 'viewer' } as const
  return verbs.createUser(request('createUser', { body, caller }))
}

async function withApp({ context, verbs, caller }: World) {
  const { secret } = await verbs.beginTotp(request('beginTotp', { caller }))
  const code = new TOTP({ secret }).generate({ timestamp: context.now().getTime() })
  await verbs.confirmTotp(request('confirmTotp', { body: { code }, caller }))
}

const tokenBody = { name: 'nightly', permissions: ['look' as const], expiresInDays: 1 }

/** A call of each endpoint that records something; what it needs first is called before. */
const calls: { [Name in Called]: (verbs: Verbs, caller: Caller, world: World) => Promise<unknown> } = {
  setUp: () => Promise.resolve(),
  signIn: (verbs) =>
    verbs.signIn(request('signIn', { body: { username: 'ada', password }, caller: visitor })),
  signOut: (verbs, caller) => verbs.signOut(request('signOut', { caller })),
  prove: (verbs, caller) => verbs.prove(request('prove', { body: { password }, caller })),
  revokeSession: (verbs, caller) =>
    verbs.revokeSession(request('revokeSession', { params: { id: caller.sessionId ?? 0 }, caller })),
  updateSignInSettings: (verbs, caller) => {
    const body = { settings: defaultSignInSettings(), clientSecret: { keep: true as const } }
    return verbs.updateSignInSettings(request('updateSignInSettings', { body, version: 0, caller }))
  },
  changePassword: (verbs, caller) => {
    const body = { current: password, password: 'tundra kettle orbit fig' }
    return verbs.changePassword(request('changePassword', { body, caller }))
  },
  confirmTotp: (_verbs, _caller, world) => withApp(world),
  removeTotp: async (verbs, caller, world) => {
    await withApp(world)
    await verbs.removeTotp(request('removeTotp', { caller }))
  },
  renewRecoveryCodes: async (verbs, caller, world) => {
    await withApp(world)
    await verbs.renewRecoveryCodes(request('renewRecoveryCodes', { caller }))
  },
  createUser: (_verbs, _caller, world) => invited(world),
  updateUser: async (verbs, caller, world) => {
    const { user } = await invited(world)
    const parts = { params: { id: user.id }, body: { disabled: true }, version: user.version, caller }
    await verbs.updateUser(request('updateUser', parts))
  },
  deleteUser: async (verbs, caller, world) => {
    const { user } = await invited(world)
    await verbs.deleteUser(request('deleteUser', { params: { id: user.id }, version: user.version, caller }))
  },
  inviteAgain: async (verbs, caller, world) => {
    const { user } = await invited(world)
    const parts = { params: { id: user.id }, body: { removeTotp: false }, caller }
    await verbs.inviteAgain(request('inviteAgain', parts))
  },
  endUserSessions: async (verbs, caller, world) => {
    const { user } = await invited(world)
    await verbs.endUserSessions(request('endUserSessions', { params: { id: user.id }, caller }))
  },
  acceptInvitation: async (verbs, _caller, world) => {
    const { invitation } = await invited(world)
    const body = { token: invitation.token, password: 'tundra kettle orbit fig' }
    await verbs.acceptInvitation(request('acceptInvitation', { body, caller: visitor }))
  },
  createToken: (verbs, caller) => verbs.createToken(request('createToken', { body: tokenBody, caller })),
  revokeToken: async (verbs, caller) => {
    const { token } = await verbs.createToken(request('createToken', { body: tokenBody, caller }))
    await verbs.revokeToken(request('revokeToken', { params: { id: token.id }, caller }))
  },
  exportAudit: (verbs, caller) =>
    verbs.exportAudit(request('exportAudit', { query: { format: 'csv' }, caller })),
  testConnection: (verbs, caller) =>
    drain(verbs.testConnection(request('testConnection', { body: draft(), caller }))),
  samplePerson: (verbs, caller) =>
    verbs.samplePerson(request('samplePerson', { body: { ...draft(), find: 'ada' }, caller })),
  draftSchemaSummary: (verbs, caller) =>
    verbs.draftSchemaSummary(request('draftSchemaSummary', { body: draft(), caller })),
  measureImpact: (verbs, caller) => {
    const parts = { params: one, body: { draft: draft() }, caller }
    return drain(verbs.measureImpact(request('measureImpact', parts)))
  },
  createDirectory: (verbs, caller) =>
    verbs.createDirectory(request('createDirectory', { body: testInput(), caller })),
  updateDirectory: (verbs, caller) => {
    const parts = { params: one, body: testInput(), version: 1, caller }
    return verbs.updateDirectory(request('updateDirectory', parts))
  },
  deleteDirectory: (verbs, caller) =>
    verbs.deleteDirectory(request('deleteDirectory', { params: one, version: 1, caller })),
  pauseSchedule: (verbs, caller) => verbs.pauseSchedule(request('pauseSchedule', { params: one, caller })),
  resumeSchedule: (verbs, caller) => verbs.resumeSchedule(request('resumeSchedule', { params: one, caller })),
  startPreview: (verbs, caller) =>
    verbs.startPreview(request('startPreview', { params: one, body: {}, caller })),
  cancelPlan: async (verbs, caller, { db }) => {
    await db.updateTable('plans').set({ state: 'running' }).execute()
    await verbs.cancelPlan(request('cancelPlan', { params: plan, caller }))
  },
  selectChanges: (verbs, caller) => {
    const body = { include: false, ids: [1] }
    return verbs.selectChanges(request('selectChanges', { params: plan, body, caller }))
  },
  approvePlan: async (verbs, caller, world) => {
    const body = { ...(await hashesOf(world)), reason: 'It was looked at' }
    await verbs.approvePlan(request('approvePlan', { params: plan, body, caller }))
  },
  applyPlan: async (verbs, caller, world) => {
    const body = await hashesOf(world)
    await verbs.applyPlan(request('applyPlan', { params: plan, body, caller }))
  },
  exportPlan: (verbs, caller) =>
    verbs.exportPlan(request('exportPlan', { params: plan, query: { format: 'json' }, caller })),
  cancelRun: async (verbs, caller, { addRun }) => {
    await addRun('running')
    await verbs.cancelRun(request('cancelRun', { params: one, caller }))
  },
  resumeRun: async (verbs, caller, { addRun }) => {
    await addRun('cancelled')
    await verbs.resumeRun(request('resumeRun', { params: one, caller }))
  },
  undoRun: async (verbs, caller, { addRun }) => {
    await addRun('partly')
    await verbs.undoRun(request('undoRun', { params: one, caller }))
  },
  retryRun: async (verbs, caller, { addRun }) => {
    await addRun('partly')
    await verbs.retryRun(request('retryRun', { params: one, caller }))
  },
  decideConflict: async (verbs, caller) => {
    const { version } = await verbs.getConflict(request('getConflict', { params: one }))
    const body = { decision: title, version }
    await verbs.decideConflict(request('decideConflict', { params: one, body, caller }))
  },
  decideConflicts: (verbs, caller) => {
    const body = { filter: { directoryId }, decision: title }
    return verbs.decideConflicts(request('decideConflicts', { body, caller }))
  },
  reopenConflict: (verbs, caller) => verbs.reopenConflict(request('reopenConflict', { params: one, caller })),
  createPerson: (verbs, caller) =>
    verbs.createPerson(
      request('createPerson', { body: personInputSchema.parse({ username: 'new' }), caller }),
    ),
  updatePerson: (verbs, caller) => {
    const parts = { params: one, body: { givenName: 'Grace' }, version: 1, caller }
    return verbs.updatePerson(request('updatePerson', parts))
  },
  setPassword: async (verbs, caller, { db }) => {
    const policy = { ...settings().policy, passwords: 'push_on_set' as const }
    await db
      .updateTable('settings_versions')
      .set({ settings: JSON.stringify({ ...settings(), policy }) })
      .execute()
    await db.updateTable('links').set({ local_id: 1, state: 'active' }).execute()
    const parts = { params: one, body: { password: 'tundra kettle orbit fig' }, caller }
    await verbs.setPassword(request('setPassword', parts))
  },
  deletePerson: (verbs, caller) =>
    verbs.deletePerson(request('deletePerson', { params: one, version: 1, caller })),
  releaseHold: (verbs, caller) => verbs.releaseHold(request('releaseHold', { params: one, caller })),
  deleteHeld: (verbs, caller) =>
    verbs.deleteHeld(request('deleteHeld', { params: one, body: { username: 'hopper' }, caller })),
  createGroup: (verbs, caller) =>
    verbs.createGroup(request('createGroup', { body: { name: 'new', description: '' }, caller })),
  updateGroup: (verbs, caller) => {
    const parts = { params: one, body: { description: 'All hands' }, version: 1, caller }
    return verbs.updateGroup(request('updateGroup', parts))
  },
  deleteGroup: (verbs, caller) =>
    verbs.deleteGroup(request('deleteGroup', { params: one, version: 1, caller })),
  changeMembers: (verbs, caller) =>
    verbs.changeMembers(request('changeMembers', { params: one, body: { add: [1], remove: [] }, caller })),
}

/** The server of the directory refuses every connection: that it was tried is recorded as well. */
const refused: readonly string[] = ['samplePerson', 'draftSchemaSummary', 'setPassword']

test.each(Object.keys(calls) as Called[])('%s leaves its entry in the audit log', async (name) => {
  const world = await openWorld()
  const call = calls[name](world.verbs, world.caller, world)
  await (refused.includes(name) ? call.catch(() => undefined) : call)
  const outcome = refused.includes(name) ? 'refused' : 'done'
  expect(await world.actions()).toContain(`${audited[name]} ${outcome}`)
})
