import { z } from 'zod'
import { candidateSchema } from './candidate.ts'
import { planValueSchema } from './plan-value.ts'
import { idSchema, instantSchema, pageOf, pageQuerySchema } from './subject.ts'
import { sides, subjectKinds } from './words/subjects.ts'

/**
 * What a conflict is about. `values`: both sides changed the same thing. `match`: nobody can say who an entry is.
 * `deleted_in_accounts`: the account was deleted and the entry changed since the base; `deleted_in_directory`: the other way round.
 */
export const conflictFamilies = ['values', 'match', 'deleted_in_accounts', 'deleted_in_directory'] as const
export type ConflictFamily = (typeof conflictFamilies)[number]

/** Why a row of a plan is a conflict. */
export const conflictReasons = [
  'conflict_values',
  'conflict_ambiguous_match',
  'conflict_duplicate_key',
  'conflict_stronger_key_differs',
  'conflict_username_taken',
  'conflict_recreated',
  'conflict_deleted_in_accounts',
  'conflict_deleted_in_directory',
] as const
export type ConflictReason = (typeof conflictReasons)[number]

/** `decided`: the next plan carries it out. `settled`: a complete read no longer shows it. */
export const conflictStates = ['open', 'decided', 'settled'] as const
export type ConflictState = (typeof conflictStates)[number]

/** What a person says about a conflict. It holds for exactly the facts it was made on, and is asked again after that. */
export const decisionSchema = z.discriminatedUnion('kind', [
  /** Which side's value stands, by rule. What is left out stays undecided. */
  z.strictObject({ kind: z.literal('values'), sides: z.record(z.string(), z.enum(sides)) }),
  /** The entry is this account; null: the only account in question. */
  z.strictObject({ kind: z.literal('link'), localId: idSchema.nullable() }),
  /** The entry is another person or group than any account in question: treated as new. */
  z.strictObject({ kind: z.literal('separate') }),
  /** Neither the entry nor the accounts in question are touched. */
  z.strictObject({ kind: z.literal('ignore') }),
  /** The deletion stands: what is left follows by the policy. */
  z.strictObject({ kind: z.literal('accept') }),
  /** What was deleted is made anew from the side that changed it. */
  z.strictObject({ kind: z.literal('restore') }),
])
export type Decision = z.infer<typeof decisionSchema>
export const decisionKinds = ['values', 'link', 'separate', 'ignore', 'accept', 'restore'] as const
export type DecisionKind = Decision['kind']

export const conflictSchema = z.object({
  id: idSchema,
  directoryId: idSchema,
  family: z.enum(conflictFamilies),
  reason: z.enum(conflictReasons),
  subjectKind: z.enum(subjectKinds),
  state: z.enum(conflictStates),
  /** Username or group name, or what of it can be read. */
  name: z.string(),
  displayName: z.string(),
  dn: z.string().nullable(),
  localId: idSchema.nullable(),
  /** In a sentence or two. */
  why: z.string(),
  /** What differs; of a match conflict, the entry beside the first account in question. */
  values: z.array(planValueSchema),
  candidates: z.array(candidateSchema),
  /** What it may be decided as. */
  choices: z.array(z.enum(decisionKinds)),
  /** As far as it still holds; on an open conflict, of some of its values, or what another decision contradicts. */
  decision: decisionSchema.nullable(),
  /** It was decided, and the facts changed since, or another decision contradicts it. */
  askedAgain: z.boolean(),
  decidedBy: z.string(),
  decidedAt: instantSchema.nullable(),
  firstSeenAt: instantSchema,
  /** The plan that saw it last. */
  planId: idSchema,
  /** Stands for what was seen, decision included; sent back with a decision. */
  version: z.string(),
})
export type Conflict = z.infer<typeof conflictSchema>

const filterSchema = z.object({
  directoryId: z.coerce.number().int().positive().optional(),
  state: z.enum(conflictStates).optional(),
  reason: z.enum(conflictReasons).optional(),
  subjectKind: z.enum(subjectKinds).optional(),
  text: z.string().max(200).optional(),
})
export type ConflictFilter = z.infer<typeof filterSchema>
export const conflictQuerySchema = pageQuerySchema.extend(filterSchema.shape)

const facetOf = <Name extends string, Item extends z.ZodType>(name: Name, item: Item) =>
  z.array(z.object({ [name]: item, count: z.number().int() } as Record<Name, Item> & { count: z.ZodInt }))

/** A page, and how many there are of each state, reason and kind; each facet counts within the others. */
export const conflictPageSchema = pageOf(conflictSchema).extend({
  facets: z.object({
    states: facetOf('state', z.enum(conflictStates)),
    reasons: facetOf('reason', z.enum(conflictReasons)),
    subjectKinds: facetOf('subjectKind', z.enum(subjectKinds)),
  }),
})

/** One decision for all that fit a filter, in the version of the facts that is stored. */
export const decideManySchema = z.strictObject({
  // A filter that is misspelt is not one of everything.
  filter: filterSchema.strict(),
  decision: decisionSchema,
})
export type DecideMany = z.infer<typeof decideManySchema>
export const decidedManySchema = z.object({
  decided: z.number().int(),
  /** Those the decision does not fit. */
  passedOver: z.number().int(),
})
