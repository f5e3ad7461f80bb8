import { BinderyError, type Caller, type EndpointName, type Verbs } from '@bindery/contract'
import { claimStore } from '@bindery/store'
import type { AccessContext } from './access/access-context.ts'
import { authenticate, type Credentials } from './access/authenticate.ts'
import { authorize } from './access/authorize.ts'
import { createSetUpToken } from './access/create-set-up-token.ts'
import { hasAdmin } from './access/find-user.ts'
import { getSession } from './access/get-session.ts'
import { listSessions, revokeSession } from './access/list-sessions.ts'
import { oidcCallback } from './access/oidc/oidc-callback.ts'
import { createProviders } from './access/oidc/provider.ts'
import { startOidc, startOidcProof } from './access/oidc/start-oidc.ts'
import { changePassword } from './access/own/change-password.ts'
import { beginTotp, confirmTotp, removeTotp, renewRecoveryCodes } from './access/own/totp-verbs.ts'
import { prove } from './access/prove.ts'
import { readSetUp, setUp } from './access/set-up.ts'
import { getSignInSettings } from './access/settings/get-sign-in-settings.ts'
import { updateSignInSettings } from './access/settings/update-sign-in-settings.ts'
import { signIn } from './access/sign-in.ts'
import { signOut } from './access/sign-out.ts'
import { createToken, listTokens, revokeToken } from './access/tokens/token-verbs.ts'
import { acceptInvitation, readInvitation } from './access/users/accept-invitation.ts'
import { createUser } from './access/users/create-user.ts'
import { deleteUser } from './access/users/delete-user.ts'
import { inviteAgain } from './access/users/invite-again.ts'
import { getUser, listUsers } from './access/users/list-users.ts'
import { updateUser } from './access/users/update-user.ts'
import { endUserSessions, listUserSessions } from './access/users/user-sessions.ts'
import { beginAudit } from './audit/begin-audit.ts'
import { exportAudit } from './audit/export-audit.ts'
import { listAudit } from './audit/list-audit.ts'
import { recordAlone } from './audit/record-audit.ts'
import { changeMembers } from './accounts/change-members.ts'
import { createGroup } from './accounts/create-group.ts'
import { createPerson } from './accounts/create-person.ts'
import { deleteGroup } from './accounts/delete-group.ts'
import { deletePerson } from './accounts/delete-person.ts'
import { getGroup } from './accounts/get-group.ts'
import { getPerson } from './accounts/get-person.ts'
import { listGroups } from './accounts/list-groups.ts'
import { listMembers } from './accounts/list-members.ts'
import { listPeople } from './accounts/list-people.ts'
import { overview } from './accounts/overview.ts'
import { updateGroup } from './accounts/update-group.ts'
import { setPassword } from './accounts/set-password.ts'
import { updatePerson } from './accounts/update-person.ts'
import { countDecisions } from './conflicts/count-decisions.ts'
import { decideConflict } from './conflicts/decide-conflict.ts'
import { decideConflicts } from './conflicts/decide-conflicts.ts'
import { getConflict } from './conflicts/get-conflict.ts'
import { listConflicts } from './conflicts/list-conflicts.ts'
import { reopenConflict } from './conflicts/reopen-conflict.ts'
import { directorySchema } from './connection/directory-schema.ts'
import { draftSchemaSummary } from './connection/draft-schema-summary.ts'
import { samplePerson } from './connection/sample-person.ts'
import { testConnection } from './connection/test-connection.ts'
import { createDirectory } from './directories/create-directory.ts'
import { deleteDirectory } from './directories/delete-directory.ts'
import { getDirectory } from './directories/get-directory.ts'
import { listDirectories } from './directories/list-directories.ts'
import { updateDirectory } from './directories/update-directory.ts'
import { deleteHeld } from './holds/delete-held.ts'
import { listHolds } from './holds/list-holds.ts'
import { releaseHold } from './holds/release-hold.ts'
import { measureImpact } from './impact/measure-impact.ts'
import { applyPlan } from './plans/apply-plan.ts'
import { approvePlan } from './plans/approve-plan.ts'
import { cancelPlan } from './plans/cancel-plan.ts'
import { exportPlan } from './plans/export-plan.ts'
import { getPlan } from './plans/get-plan.ts'
import { listChangedMembers } from './plans/list-changed-members.ts'
import { listChanges } from './plans/list-changes.ts'
import { listPlans } from './plans/list-plans.ts'
import { planEvents } from './plans/plan-events.ts'
import { selectChanges } from './plans/select-changes.ts'
import { startPreview } from './plans/start-preview.ts'
import { cancelRun } from './runs/cancel-run.ts'
import { getRun } from './runs/get-run.ts'
import { listOperations } from './runs/list-operations.ts'
import { listRuns } from './runs/list-runs.ts'
import { resumeRun } from './runs/resume-run.ts'
import { retryRun } from './runs/retry-run.ts'
import { runEvents } from './runs/run-events.ts'
import { undoRun } from './runs/undo-run.ts'
import { openData } from './secrets/open-data.ts'
import { systemClock, type Clock } from './schedule/clock.ts'
import { getSchedule } from './schedule/get-schedule.ts'
import { pauseSchedule } from './schedule/pause-schedule.ts'
import { resumeSchedule } from './schedule/resume-schedule.ts'
import { runScheduled } from './schedule/run-scheduled.ts'
import type { ScheduleContext } from './schedule/schedule-context.ts'
import { createScheduler } from './schedule/scheduler.ts'
import { takeUpInterrupted } from './tasks/take-up-interrupted.ts'
import { storePlace, type DataPlace } from './tasks/data-place.ts'
import { createTasks } from './tasks/tasks.ts'

/** Everything Bindery does, behind the endpoints of the contract. */
export interface Engine {
  readonly verbs: Verbs
  /** Who makes a request, if they may use the endpoint. Throws `signed_out`, `forbidden`, `proof_required`. */
  admit(name: EndpointName, credentials: Credentials): Promise<Caller>
  /** Whether anybody can sign in who may do everything. */
  hasAdmin(): Promise<boolean>
  /** The one-time token with which the first admin is made; null when there is one. */
  setUpToken(): string | null
  /** Whether the store answers. */
  ready(): Promise<boolean>
  /** Ends what runs, and closes the store. */
  close(): Promise<void>
}

/**
 * Opens the data directory, made when missing, and goes on with what is scheduled. Throws `DataError` when its database or
 * keys cannot be used, or another Bindery uses it.
 */
export async function openEngine(
  options: DataPlace & {
    /** Where directories may be although they seldom are: addresses and CIDR networks of this machine, its link and so on. */
    readonly allowNetworks: readonly string[]
    /** For tests; the system's otherwise. */
    readonly clock?: Clock
  },
): Promise<Engine> {
  const { dataDir, databaseUrl, allowNetworks, clock = systemClock } = options
  const claim = await claimStore(storePlace(options))
  const { store, keys, keyring } = await openData(options, { readers: true }).catch(
    async (error: unknown) => {
      await claim.release()
      throw error
    },
  )
  const now = () => clock.now()
  const tasks = createTasks({ store, dataDir, databaseUrl, keys, allowNetworks, now })
  await beginAudit({ store, keyring, now })
  await takeUpInterrupted(store, tasks, now)
  const setUpToken = await createSetUpToken(store)
  const context = { store, keyring, now, dataDir, allowNetworks, tasks, setUpToken }
  const run = (directoryId: number, signal: AbortSignal) => runScheduled(context, directoryId, signal)
  const scheduler = createScheduler({ store, clock, run })
  await scheduler.refresh()
  return {
    verbs: createVerbs({ ...context, scheduler }),
    async admit(name, credentials) {
      const caller = await authenticate(context, credentials)
      try {
        authorize(caller, name, now())
      } catch (error) {
        if (error instanceof BinderyError && error.code === 'forbidden')
          await recordAlone(context, {
            caller,
            action: 'access.refused',
            outcome: 'refused',
            facts: { endpoint: name },
          })
        throw error
      }
      return caller
    },
    hasAdmin: () => hasAdmin(store.db),
    setUpToken: () => setUpToken.value,
    ready: () =>
      store.db
        .selectFrom('directories')
        .select('id')
        .limit(1)
        .execute()
        .then(
          () => true,
          () => false,
        ),
    async close() {
      const scheduled = scheduler.close()
      await tasks.close()
      await scheduled
      await store.close()
      await claim.release()
    },
  }
}

/** Every endpoint's verb; a missing one is a type error. */
export function createVerbs(context: ScheduleContext & AccessContext): Verbs {
  const refresh = () => context.scheduler.refresh()
  const oidc = { ...context, findProvider: createProviders(context) }
  return {
    getSession: getSession(context),
    readSetUp: readSetUp(context),
    setUp: setUp(context),
    signIn: signIn(context),
    signOut: signOut(context),
    prove: prove(context),
    listSessions: listSessions(context),
    revokeSession: revokeSession(context),
    changePassword: changePassword(context),
    beginTotp: beginTotp(context),
    confirmTotp: confirmTotp(context),
    removeTotp: removeTotp(context),
    renewRecoveryCodes: renewRecoveryCodes(context),
    listUsers: listUsers(context),
    createUser: createUser(context),
    getUser: getUser(context),
    updateUser: updateUser(context),
    deleteUser: deleteUser(context),
    inviteAgain: inviteAgain(context),
    listUserSessions: listUserSessions(context),
    endUserSessions: endUserSessions(context),
    readInvitation: readInvitation(context),
    acceptInvitation: acceptInvitation(context),
    listTokens: listTokens(context),
    createToken: createToken(context),
    revokeToken: revokeToken(context),
    startOidc: startOidc(oidc),
    startOidcProof: startOidcProof(oidc),
    oidcCallback: oidcCallback(oidc),
    getSignInSettings: getSignInSettings(context),
    updateSignInSettings: updateSignInSettings(context),
    testConnection: testConnection(context),
    samplePerson: samplePerson(context),
    draftSchemaSummary: draftSchemaSummary(context),
    directorySchema: directorySchema(context),
    listDirectories: listDirectories(context),
    createDirectory: andThen(createDirectory(context), refresh),
    getDirectory: getDirectory(context),
    updateDirectory: andThen(updateDirectory(context), refresh),
    deleteDirectory: andThen(deleteDirectory(context), refresh),
    getSchedule: getSchedule(context),
    pauseSchedule: pauseSchedule(context),
    resumeSchedule: resumeSchedule(context),
    measureImpact: measureImpact(context),
    startPreview: startPreview(context),
    listPlans: listPlans(context),
    getPlan: getPlan(context),
    planEvents: planEvents(context),
    cancelPlan: cancelPlan(context),
    listChanges: listChanges(context),
    listChangedMembers: listChangedMembers(context),
    selectChanges: selectChanges(context),
    approvePlan: approvePlan(context),
    applyPlan: applyPlan(context),
    exportPlan: exportPlan(context),
    listRuns: listRuns(context),
    getRun: getRun(context),
    runEvents: runEvents(context),
    listOperations: listOperations(context),
    cancelRun: cancelRun(context),
    resumeRun: resumeRun(context),
    undoRun: undoRun(context),
    retryRun: retryRun(context),
    listConflicts: listConflicts(context),
    getConflict: getConflict(context),
    decideConflict: decideConflict(context),
    decideConflicts: decideConflicts(context),
    countDecisions: countDecisions(context),
    reopenConflict: reopenConflict(context),
    listPeople: listPeople(context),
    createPerson: createPerson(context),
    getPerson: getPerson(context),
    updatePerson: updatePerson(context),
    setPassword: setPassword(context),
    deletePerson: deletePerson(context),
    listHolds: listHolds(context),
    releaseHold: releaseHold(context),
    deleteHeld: deleteHeld(context),
    listGroups: listGroups(context),
    createGroup: createGroup(context),
    getGroup: getGroup(context),
    updateGroup: updateGroup(context),
    deleteGroup: deleteGroup(context),
    listMembers: listMembers(context),
    changeMembers: changeMembers(context),
    overview: overview(context),
    listAudit: listAudit(context),
    exportAudit: exportAudit(context),
  }
}

/** A verb with something to do once it has succeeded. */
function andThen<Request, Answer>(
  verb: (request: Request) => Promise<Answer>,
  next: () => Promise<void>,
): (request: Request) => Promise<Answer> {
  return async (request) => {
    const answer = await verb(request)
    await next()
    return answer
  }
}
