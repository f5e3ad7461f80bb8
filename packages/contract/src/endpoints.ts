import { auditEndpoints } from './access/audit-endpoints.ts'
import { passwordInputSchema, passwordResultsSchema } from './password.ts'
import { z } from 'zod'
import type { Caller } from './access/caller.ts'
import type { BrowserRequest, RedirectAnswer } from './access/redirect.ts'
import { ownEndpoints } from './access/own-endpoints.ts'
import { sessionEndpoints } from './access/session-endpoints.ts'
import { signInEndpoints } from './access/sign-in-endpoints.ts'
import type { SessionAnswer } from './access/session.ts'
import { tokensEndpoints } from './access/tokens-endpoints.ts'
import { usersEndpoints } from './access/users-endpoints.ts'
import {
  accountsQuerySchema,
  groupInputSchema,
  groupPatchSchema,
  groupRowSchema,
  groupSchema,
  memberPatchSchema,
  personInputSchema,
  personPatchSchema,
  personRowSchema,
  personSchema,
} from './accounts.ts'
import {
  conflictPageSchema,
  conflictQuerySchema,
  conflictSchema,
  decidedManySchema,
  decideManySchema,
  decisionSchema,
} from './conflict.ts'
import { directoryInputSchema, directorySchema, draftSchema, overviewSchema } from './directory.ts'
import type { Endpoint } from './endpoint.ts'
import { holdQuerySchema, holdSchema } from './holds.ts'
import { impactStepSchema } from './impact.ts'
import {
  changeQuerySchema,
  planChangeSchema,
  planMemberSchema,
  planSchema,
  planSummarySchema,
  selectionPatchSchema,
} from './plan.ts'
import { probeStepSchema, samplePersonSchema, schemaSummarySchema } from './probe.ts'
import { operationSchema, operationStates, runSchema } from './run.ts'
import { scheduleStateSchema } from './schedule-state.ts'
import { idSchema, pageOf, pageQuerySchema, placedPageOf } from './subject.ts'

const byId = z.object({ id: z.coerce.number().int().positive() })
const hashes = z.strictObject({ planHash: z.string(), selectionHash: z.string() })
const ofDirectory = pageQuerySchema.extend({ directoryId: z.coerce.number().int().positive().optional() })

export const endpoints = {
  ...auditEndpoints,
  ...sessionEndpoints,
  ...signInEndpoints,
  ...ownEndpoints,
  ...usersEndpoints,
  ...tokensEndpoints,
  testConnection: {
    method: 'POST',
    path: '/api/directories/test',
    summary: 'Test a draft; nothing is saved',
    body: draftSchema,
    status: 200,
    response: probeStepSchema,
    stream: 'ndjson',
  },
  samplePerson: {
    method: 'POST',
    path: '/api/directories/sample',
    summary: 'A person of a draft, raw and mapped',
    body: draftSchema.extend({ find: z.string().max(200) }),
    status: 200,
    response: z.object({ sample: samplePersonSchema.nullable() }),
  },
  draftSchemaSummary: {
    method: 'POST',
    path: '/api/directories/schema',
    summary: 'Attribute types and classes of a draft’s server',
    body: draftSchema,
    status: 200,
    response: schemaSummarySchema,
  },
  directorySchema: {
    method: 'GET',
    path: '/api/directories/:id/schema',
    summary: 'Attribute types and classes of the server',
    params: byId,
    status: 200,
    response: schemaSummarySchema,
  },
  listDirectories: {
    method: 'GET',
    path: '/api/directories',
    summary: 'All directories',
    status: 200,
    response: z.object({ items: z.array(directorySchema) }),
  },
  createDirectory: {
    method: 'POST',
    path: '/api/directories',
    summary: 'Add a directory',
    body: directoryInputSchema,
    status: 201,
    response: directorySchema,
  },
  getDirectory: {
    method: 'GET',
    path: '/api/directories/:id',
    summary: 'One directory',
    params: byId,
    status: 200,
    response: directorySchema,
  },
  updateDirectory: {
    method: 'PUT',
    path: '/api/directories/:id',
    summary: 'Save settings',
    params: byId,
    body: directoryInputSchema,
    ifMatch: true,
    status: 200,
    response: directorySchema,
  },
  deleteDirectory: {
    method: 'DELETE',
    path: '/api/directories/:id',
    summary: 'Forget a directory; accounts and entries stay',
    params: byId,
    ifMatch: true,
    status: 204,
  },
  measureImpact: {
    method: 'POST',
    path: '/api/directories/:id/impact',
    summary:
      'What unsaved settings would change: who enters and leaves scope, which values; nothing is written',
    params: byId,
    body: z.strictObject({ draft: draftSchema }),
    status: 200,
    response: impactStepSchema,
    stream: 'ndjson',
  },
  getSchedule: {
    method: 'GET',
    path: '/api/directories/:id/schedule',
    summary: 'When the next scheduled preview is, and how the last one ended',
    params: byId,
    status: 200,
    response: scheduleStateSchema,
  },
  pauseSchedule: {
    method: 'POST',
    path: '/api/directories/:id/schedule/pause',
    summary: 'Make no more scheduled previews; one under way is not applied',
    params: byId,
    status: 200,
    response: scheduleStateSchema,
  },
  resumeSchedule: {
    method: 'POST',
    path: '/api/directories/:id/schedule/resume',
    summary: 'Go on with scheduled previews',
    params: byId,
    status: 200,
    response: scheduleStateSchema,
  },
  startPreview: {
    method: 'POST',
    path: '/api/directories/:id/plans',
    summary: 'Start a preview, of the saved settings or of a draft',
    params: byId,
    body: z.strictObject({
      draft: draftSchema.optional(),
      /** In a restored directory: propose to re-link who is recognised under a new stable id. */
      relink: z.literal(true).optional(),
      /** Read everything, also where reading what changed would do. */
      full: z.literal(true).optional(),
    }),
    status: 202,
    response: z.object({ planId: idSchema }),
  },
  listPlans: {
    method: 'GET',
    path: '/api/plans',
    summary: 'Plans, newest first',
    query: ofDirectory,
    status: 200,
    response: pageOf(planSummarySchema),
  },
  getPlan: {
    method: 'GET',
    path: '/api/plans/:id',
    summary: 'Counts, guard, proof and hashes of a plan',
    params: byId,
    status: 200,
    response: planSchema,
  },
  planEvents: {
    method: 'GET',
    path: '/api/plans/:id/events',
    summary: 'The plan’s state and progress, until it ends',
    params: byId,
    status: 200,
    response: planSchema,
    stream: 'events',
  },
  cancelPlan: {
    method: 'POST',
    path: '/api/plans/:id/cancel',
    summary: 'Stop a preview',
    params: byId,
    status: 202,
    response: z.object({}),
  },
  listChanges: {
    method: 'GET',
    path: '/api/plans/:id/changes',
    summary: 'Rows of a plan',
    params: byId,
    query: changeQuerySchema,
    status: 200,
    response: placedPageOf(planChangeSchema),
  },
  listChangedMembers: {
    method: 'GET',
    path: '/api/changes/:id/members',
    summary: 'Everyone whom a row of a plan adds to a group or takes out of it',
    params: byId,
    query: pageQuerySchema,
    status: 200,
    response: pageOf(planMemberSchema),
  },
  selectChanges: {
    method: 'PATCH',
    path: '/api/plans/:id/selection',
    summary: 'Include or exclude rows',
    params: byId,
    body: selectionPatchSchema,
    status: 200,
    response: planSchema,
  },
  approvePlan: {
    method: 'POST',
    path: '/api/plans/:id/approval',
    summary: 'Let this plan and selection pass the guard',
    params: byId,
    body: hashes.extend({ reason: z.string().trim().min(3, 'Say why, in a few words').max(500) }),
    status: 200,
    response: planSchema,
  },
  applyPlan: {
    method: 'POST',
    path: '/api/plans/:id/apply',
    summary: 'Apply exactly this plan and selection',
    params: byId,
    body: hashes,
    status: 202,
    response: z.object({ runId: idSchema }),
  },
  exportPlan: {
    method: 'GET',
    path: '/api/plans/:id/export',
    summary: 'The included rows, as LDIF (what will be sent) or JSON',
    params: byId,
    query: z.object({ format: z.enum(['ldif', 'json']) }),
    status: 200,
    download: true,
  },
  listRuns: {
    method: 'GET',
    path: '/api/runs',
    summary: 'Runs, newest first',
    query: ofDirectory,
    status: 200,
    response: pageOf(runSchema),
  },
  getRun: {
    method: 'GET',
    path: '/api/runs/:id',
    summary: 'One run',
    params: byId,
    status: 200,
    response: runSchema,
  },
  runEvents: {
    method: 'GET',
    path: '/api/runs/:id/events',
    summary: 'The run’s state and progress, until it ends',
    params: byId,
    status: 200,
    response: runSchema,
    stream: 'events',
  },
  listOperations: {
    method: 'GET',
    path: '/api/runs/:id/operations',
    summary: 'The operations of a run: failures first, then what was not tried, then what was done',
    params: byId,
    query: pageQuerySchema.extend({ state: z.enum(operationStates).optional() }),
    status: 200,
    response: pageOf(operationSchema),
  },
  cancelRun: {
    method: 'POST',
    path: '/api/runs/:id/cancel',
    summary: 'Stop between operations',
    params: byId,
    status: 202,
    response: z.object({}),
  },
  listConflicts: {
    method: 'GET',
    path: '/api/conflicts',
    summary: 'Conflicts, newest first, with how many there are of each sort',
    query: conflictQuerySchema,
    status: 200,
    response: conflictPageSchema,
  },
  getConflict: {
    method: 'GET',
    path: '/api/conflicts/:id',
    summary: 'One conflict',
    params: byId,
    status: 200,
    response: conflictSchema,
  },
  decideConflict: {
    method: 'POST',
    path: '/api/conflicts/:id/decision',
    summary: 'Decide a conflict as it was seen; the next plan carries it out',
    params: byId,
    body: z.strictObject({ decision: decisionSchema, version: z.string() }),
    status: 200,
    response: conflictSchema,
  },
  decideConflicts: {
    method: 'POST',
    path: '/api/conflicts/decisions',
    summary: 'Decide all conflicts of a filter alike',
    body: decideManySchema,
    status: 200,
    response: decidedManySchema,
  },
  countDecisions: {
    method: 'POST',
    path: '/api/conflicts/decisions/count',
    summary: 'How many conflicts a decision for all of a filter would decide',
    body: decideManySchema,
    status: 200,
    response: decidedManySchema,
  },
  reopenConflict: {
    method: 'DELETE',
    path: '/api/conflicts/:id/decision',
    summary: 'Take a decision back',
    params: byId,
    status: 200,
    response: conflictSchema,
  },
  resumeRun: {
    method: 'POST',
    path: '/api/runs/:id/resume',
    summary: 'Go on with a run that was cut short',
    params: byId,
    status: 202,
    response: z.object({}),
  },
  undoRun: {
    method: 'POST',
    path: '/api/runs/:id/undo',
    summary: 'Plan the way back from a run',
    params: byId,
    status: 202,
    response: z.object({ planId: idSchema }),
  },
  retryRun: {
    method: 'POST',
    path: '/api/runs/:id/retry',
    summary: 'Preview again, with only what failed in a run included',
    params: byId,
    status: 202,
    response: z.object({ planId: idSchema }),
  },
  listPeople: {
    method: 'GET',
    path: '/api/people',
    summary: 'People by username',
    query: accountsQuerySchema,
    status: 200,
    response: pageOf(personRowSchema),
  },
  createPerson: {
    method: 'POST',
    path: '/api/people',
    summary: 'Add a person',
    body: personInputSchema,
    status: 201,
    response: personSchema,
  },
  getPerson: {
    method: 'GET',
    path: '/api/people/:id',
    summary: 'One person',
    params: byId,
    status: 200,
    response: personSchema,
  },
  updatePerson: {
    method: 'PATCH',
    path: '/api/people/:id',
    summary: 'Change a person',
    params: byId,
    body: personPatchSchema,
    ifMatch: true,
    status: 200,
    response: personSchema,
  },
  setPassword: {
    method: 'POST',
    path: '/api/people/:id/password',
    summary: 'Set a person’s password in the directories whose policy is to push it',
    params: byId,
    body: passwordInputSchema,
    status: 200,
    response: passwordResultsSchema,
  },
  deletePerson: {
    method: 'DELETE',
    path: '/api/people/:id',
    summary: 'Delete a person',
    params: byId,
    ifMatch: true,
    status: 204,
  },
  listHolds: {
    method: 'GET',
    path: '/api/holds',
    summary: 'People on hold by their deadline, or ended holds, newest first',
    query: holdQuerySchema,
    status: 200,
    response: pageOf(holdSchema),
  },
  releaseHold: {
    method: 'POST',
    path: '/api/holds/:id/release',
    summary: 'End a hold; the account is as it was',
    params: byId,
    status: 200,
    response: holdSchema,
  },
  deleteHeld: {
    method: 'POST',
    path: '/api/holds/:id/delete',
    summary: 'Delete the account of a person on hold, now',
    params: byId,
    body: z.strictObject({
      /** Of the person, typed, so that it has been read. */
      username: z.string(),
    }),
    status: 200,
    response: holdSchema,
  },
  listGroups: {
    method: 'GET',
    path: '/api/groups',
    summary: 'Groups by name',
    query: accountsQuerySchema,
    status: 200,
    response: pageOf(groupRowSchema),
  },
  createGroup: {
    method: 'POST',
    path: '/api/groups',
    summary: 'Add a group',
    body: groupInputSchema,
    status: 201,
    response: groupSchema,
  },
  getGroup: {
    method: 'GET',
    path: '/api/groups/:id',
    summary: 'One group',
    params: byId,
    status: 200,
    response: groupSchema,
  },
  updateGroup: {
    method: 'PATCH',
    path: '/api/groups/:id',
    summary: 'Change a group',
    params: byId,
    body: groupPatchSchema,
    ifMatch: true,
    status: 200,
    response: groupSchema,
  },
  deleteGroup: {
    method: 'DELETE',
    path: '/api/groups/:id',
    summary: 'Delete a group',
    params: byId,
    ifMatch: true,
    status: 204,
  },
  listMembers: {
    method: 'GET',
    path: '/api/groups/:id/members',
    summary: 'Members by username',
    params: byId,
    query: accountsQuerySchema,
    status: 200,
    response: pageOf(personRowSchema),
  },
  changeMembers: {
    method: 'PATCH',
    path: '/api/groups/:id/members',
    summary: 'Add and remove members',
    params: byId,
    body: memberPatchSchema,
    status: 200,
    response: groupSchema,
  },
  overview: {
    method: 'GET',
    path: '/api/overview',
    summary: 'How many people and groups there are',
    status: 200,
    response: overviewSchema,
  },
} as const satisfies Record<string, Endpoint>
export type EndpointName = keyof typeof endpoints

type Of<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined
type Part<E extends Endpoint, Key extends 'params' | 'query' | 'body' | 'response'> = Of<E[Key]>

/** What a verb is given: the validated parts of the request, and who asks. */
export interface VerbRequest<E extends Endpoint> {
  readonly params: Part<E, 'params'>
  readonly query: Part<E, 'query'>
  readonly body: Part<E, 'body'>
  /** From If-Match; present on endpoints with `ifMatch`. */
  readonly version: number | undefined
  readonly caller: Caller
  readonly signal: AbortSignal
}
export interface Download {
  readonly mediaType: string
  readonly fileName: string
  readonly content: AsyncIterable<string>
}
/** The function behind an endpoint. Refusals are thrown as `BinderyError`. */
export type Verb<E extends Endpoint> = (
  request: VerbRequest<E> &
    (E extends { readonly redirect: true } ? { readonly browser: BrowserRequest } : unknown),
) => E extends { readonly stream: string }
  ? AsyncIterable<Part<E, 'response'>>
  : E extends { readonly download: true }
    ? Promise<Download>
    : E extends { readonly status: 204 }
      ? Promise<void>
      : E extends { readonly session: true }
        ? Promise<SessionAnswer<Part<E, 'response'>>>
        : E extends { readonly redirect: true }
          ? Promise<RedirectAnswer>
          : Promise<Part<E, 'response'>>
export type Verbs = { readonly [Name in EndpointName]: Verb<(typeof endpoints)[Name]> }
