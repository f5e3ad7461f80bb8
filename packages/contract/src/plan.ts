import { z } from 'zod'
import { candidateSchema } from './candidate.ts'
import { conflictReasons } from './conflict.ts'
import { guardVerdictSchema } from './guard.ts'
import { planValueSchema } from './plan-value.ts'
import { idSchema, instantSchema } from './subject.ts'
import { changeKinds } from './words/change-kinds.ts'
import { sides, subjectKinds } from './words/subjects.ts'

/** Why a row is in the plan, or why it cannot be applied. The console has a sentence for each. */
export const reasons = [
  'first_seen_in_directory',
  'first_seen_in_accounts',
  'matched',
  'changed_in_directory',
  'changed_in_accounts',
  'changed_on_both_sides',
  'both_changed_alike',
  /** Nobody need have changed anything: the rule is new, or the two have just become a pair. */
  'first_compared',
  'moved_in_directory',
  'renamed_in_directory',
  'renamed_in_accounts',
  'membership_changed',
  'gone_from_directory',
  'gone_from_accounts',
  'left_scope',
  'gone_from_both',
  'hold_expired',
  'reappeared',
  'policy_ask',
  'policy_ignore',
  'decided',
  'restored',
  'undone',
  ...conflictReasons,
  'skipped_missing_required',
  'skipped_invalid_value',
  'skipped_no_stable_id',
  'skipped_schema_demands',
  'skipped_name_taken',
  'skipped_outside',
  'withheld_incomplete_read',
  'withheld_lookup_failed',
  'withheld_stale',
  'withheld_unreadable_attribute',
  'withheld_restored',
  'withheld_protected',
  'withheld_no_status_attribute',
  'withheld_name_taken',
  'withheld_changed_since',
  'withheld_cannot_undo',
  'withheld_depends_on_conflict',
  'withheld_nested_member',
  'withheld_primary_group',
  'withheld_no_password',
] as const
export type Reason = (typeof reasons)[number]

/** Remarks on a row that can be applied. Facets of the plan. */
export const warnings = ['overwritten', 'unmanaged_members', 'not_atomic', 'unreadable', 'asks'] as const
export type Warning = (typeof warnings)[number]

export const planMemberSchema = z.object({
  op: z.enum(['add', 'remove']),
  name: z.string(),
  personId: idSchema.nullable(),
  dn: z.string().nullable(),
})
export type PlanMember = z.infer<typeof planMemberSchema>

export const planChangeSchema = z.object({
  id: idSchema,
  side: z.enum(sides),
  subjectKind: z.enum(subjectKinds),
  kind: z.enum(changeKinds),
  reason: z.enum(reasons),
  /** Username or group name, or what of it can be read. */
  name: z.string(),
  displayName: z.string(),
  dn: z.string().nullable(),
  localId: idSchema.nullable(),
  /** One-line effect, in words. */
  effect: z.string(),
  /** Why, in a sentence or two: clause, matching rule, policy. */
  why: z.string(),
  warnings: z.array(z.enum(warnings)),
  included: z.boolean(),
  /** False: it is only told. */
  applicable: z.boolean(),
  /** The row this one needs (a create or a link); excluded with it. */
  dependsOn: idSchema.nullable(),
  values: z.array(planValueSchema),
  /** Who the entry might be, on a match conflict. */
  candidates: z.array(candidateSchema),
  /** The conflict that this row tells of, or that was decided so; null when it is none or was never kept. */
  conflictId: idSchema.nullable(),
  /** How many: `listChangedMembers` tells who. */
  members: z
    .object({
      added: z.number().int(),
      removed: z.number().int(),
      unchanged: z.number().int(),
      unmanaged: z.number().int(),
      /** Groups among the members of the entry; not counted where the setting is to ignore them. */
      nested: z.number().int(),
    })
    .nullable(),
})
export type PlanChange = z.infer<typeof planChangeSchema>

export const countSchema = z.object({
  side: z.enum(sides),
  subjectKind: z.enum(subjectKinds),
  kind: z.enum(changeKinds),
  total: z.number().int(),
  included: z.number().int(),
})
export type Count = z.infer<typeof countSchema>

/**
 * What the included rows take away: people, groups and entries by what is done to them (`kind`), and of `members` rows
 * the memberships. Neither disables nor cleared values: whoever they meet is still there.
 */
export const removalSchema = z.object({
  side: z.enum(sides),
  subjectKind: z.enum(subjectKinds),
  kind: z.enum(changeKinds),
  count: z.number().int(),
})
export type Removal = z.infer<typeof removalSchema>

export const proofCheckSchema = z.object({
  name: z.enum([
    'every_page',
    'no_limit',
    'same_identity',
    'same_server',
    'not_stale',
    'no_new_referral',
    'every_range',
    'primary_groups',
    'bases_found',
  ]),
  ok: z.boolean(),
  message: z.string(),
})
export const proofSchema = z.object({
  complete: z.boolean(),
  server: z.string(),
  boundAs: z.string(),
  /** How far the server had come: contextCSN values, joined, or `time#usn#invocationId`; '' where neither is served. */
  token: z.string(),
  people: z.number().int(),
  groups: z.number().int(),
  pages: z.number().int(),
  milliseconds: z.number(),
  checks: z.array(proofCheckSchema),
  /** Attributes that ten or more entries had last time and none has now. */
  unreadable: z.array(z.object({ subjectKind: z.enum(subjectKinds), attribute: z.string() })),
  /** How many entries each search base had; one under two bases counts for the first. */
  bases: z.array(z.object({ subjectKind: z.enum(subjectKinds), dn: z.string(), entries: z.number().int() })),
  /** How it was read. */
  reading: z.object({
    /** Only what changed since the preview that began then; null: everything. */
    since: instantSchema.nullable(),
    /** The server does not tell what changed: everybody's id and change number was read, and compared with those of then. */
    compared: z.boolean(),
    /** How many entries that came to; null: all were read. */
    people: z.number().int().nullable(),
    groups: z.number().int().nullable(),
    /** Why everything was read, in a sentence; '' where there is nothing to say. */
    why: z.string(),
  }),
})
export type Proof = z.infer<typeof proofSchema>

export const planStates = ['running', 'ready', 'failed', 'cancelled', 'applying', 'applied'] as const
export const progressSchema = z.object({
  phase: z.enum([
    'connecting',
    'reading_people',
    'matching',
    'reading_groups',
    'comparing',
    'looking_up',
    'guard',
    'applying_accounts',
    'applying_directory',
    'applying_members',
    'done',
  ]),
  done: z.number().int(),
  /** Null while unknown. */
  total: z.number().int().nullable(),
})
export type Progress = z.infer<typeof progressSchema>

export const failureSchema = z.object({
  code: z.string(),
  message: z.string(),
  fix: z.string(),
  field: z.string(),
  raw: z.string(),
})
export type Failure = z.infer<typeof failureSchema>

export const planSummarySchema = z.object({
  id: idSchema,
  directoryId: idSchema,
  /** Null: a preview of settings that are not saved; it cannot be applied. */
  settingsVersion: z.number().int().nullable(),
  state: z.enum(planStates),
  createdAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  actor: z.string(),
  /** One sentence: "12 to create, 3 to update in accounts; 5 to create in the directory". */
  sentence: z.string(),
  runId: idSchema.nullable(),
  /** The run whose inverse this is; null: a preview. */
  undoes: idSchema.nullable(),
  /** The run of which only what failed is included; null: everything. */
  retries: idSchema.nullable(),
  failure: failureSchema.nullable(),
})
/**
 * Most stable ids changed at once while the names stayed, as on a server that was rebuilt from an export. A plan then
 * does nothing about who is missing, and offers to give their links the new stable ids.
 */
export const restoredSchema = z.object({
  /** Linked people and groups whose entries are recognised under new stable ids. */
  people: z.number().int(),
  groups: z.number().int(),
  /** Linked, without an entry, and recognised in none. */
  others: z.number().int(),
  /** The plan proposes that; else it waits. */
  relinks: z.boolean(),
})
export type Restored = z.infer<typeof restoredSchema>

export const planSchema = planSummarySchema.extend({
  progress: progressSchema,
  planHash: z.string(),
  selectionHash: z.string(),
  counts: z.array(countSchema),
  attributes: z.array(z.object({ attribute: z.string(), count: z.number().int() })),
  warnings: z.array(z.object({ warning: z.enum(warnings), count: z.number().int() })),
  /** Rows that can be applied and are included. */
  included: z.number().int(),
  /** Their sum is what the typed confirmation asks for; nothing is removed where it is empty. */
  removals: z.array(removalSchema),
  guard: guardVerdictSchema.nullable(),
  approval: z
    .object({
      actor: z.string(),
      at: instantSchema,
      reason: z.string(),
      /** The plan that was approved, when this one proposes the same losses and so carries the approval on. */
      carriedFrom: idSchema.nullable(),
    })
    .nullable(),
  proof: proofSchema.nullable(),
  restored: restoredSchema.nullable(),
  /** The plan no longer fits: settings changed, or a newer plan was applied. In words; empty when it fits. */
  stale: z.string(),
})
export type Plan = z.infer<typeof planSchema>
export type PlanSummary = z.infer<typeof planSummarySchema>

export const changeQuerySchema = z.object({
  after: z.string().optional(),
  /** In place of `after`: the place of the first row, from 0. */
  at: z.coerce.number().int().min(0).optional(),
  /** In place of `after`: a row; the page that it is on is the answer, where pages have `limit` rows each. */
  near: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  side: z.enum(sides).optional(),
  subjectKind: z.enum(subjectKinds).optional(),
  kind: z.enum(changeKinds).optional(),
  attribute: z.string().optional(),
  warning: z.enum(warnings).optional(),
  text: z.string().max(200).optional(),
})
export type ChangeQuery = z.infer<typeof changeQuerySchema>

/** Single rows, what waits for approval, or every row of a filter. */
export const selectionPatchSchema = z.strictObject({
  include: z.boolean(),
  ids: z.array(idSchema).max(10_000).optional(),
  /** The rows that keep the guard from letting the rest pass. */
  waiting: z.literal(true).optional(),
  /** One that is misspelt is not one of everything. */
  filter: changeQuerySchema.omit({ after: true, at: true, near: true, limit: true }).strict().optional(),
})
