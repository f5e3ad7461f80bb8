import { z } from 'zod'
import { failureSchema, progressSchema, reasons } from './plan.ts'
import { matchingRuleSchema } from './settings.ts'
import { valuesSchema } from './subject.ts'
import { sides, subjectKinds } from './words/subjects.ts'

/** Someone of a list that shows only the first. */
const affectedSchema = z.object({
  /** Username or group name, or what of it can be read. */
  name: z.string(),
  displayName: z.string(),
  dn: z.string(),
})
export type Affected = z.infer<typeof affectedSchema>

const crossingSchema = z.object({
  count: z.number().int(),
  /** How many of them are linked to an account: the next sync does something about those, unless they are unsynced. */
  linked: z.number().int(),
  /** The first 20, linked ones before the others. */
  first: z.array(affectedSchema),
})

/** Who would be in scope by a draft, beside who is by the saved settings. */
const scopeImpactSchema = z.object({
  subjectKind: z.enum(subjectKinds),
  /** Entries in scope as saved, and by the draft. */
  before: z.number().int(),
  after: z.number().int(),
  /** The draft names no search base for them: the next sync does nothing about those who leave, linked or not. */
  unsynced: z.boolean(),
  enter: crossingSchema,
  leave: crossingSchema,
})
export type ScopeImpact = z.infer<typeof scopeImpactSchema>

/** What the draft would write of one attribute to one side that the saved settings would not. */
const valueImpactSchema = z.object({
  subjectKind: z.enum(subjectKinds),
  /** Local name. */
  attribute: z.string(),
  side: z.enum(sides),
  changed: z.number().int(),
  /** Of those, how many would hold nothing any more. */
  cleared: z.number().int(),
  /** The first five: what is there, and what would be. */
  examples: z.array(affectedSchema.extend({ before: valuesSchema, after: valuesSchema })),
})
export type ValueImpact = z.infer<typeof valueImpactSchema>

/** Entries in the draft’s scope that only the draft would set aside: skipped, or in conflict. */
const hinderedSchema = z.object({
  subjectKind: z.enum(subjectKinds),
  reason: z.enum(reasons),
  count: z.number().int(),
  first: z.array(affectedSchema),
})

/** How the unlinked people in scope are recognised. */
const matchingImpactSchema = z.object({
  matched: z.array(z.object({ rule: matchingRuleSchema, count: z.number().int() })),
  conflicts: z.array(z.object({ reason: z.enum(reasons), count: z.number().int() })),
  /** Nobody could tell, and a person decided. */
  decided: z.number().int(),
  /** Nobody in the accounts. */
  fresh: z.number().int(),
})
export type MatchingImpact = z.infer<typeof matchingImpactSchema>

/** What changed settings would do, measured on the real directory and the accounts. */
export const impactSchema = z.object({
  scope: z.array(scopeImpactSchema),
  values: z.array(valueImpactSchema),
  hindered: z.array(hinderedSchema),
  /** Member values of the groups in scope either way; null: the member attribute is the same. */
  members: z.object({ before: z.number().int(), after: z.number().int() }).nullable(),
  /** Groups in scope that hold member groups; null: how those count is the same. */
  holders: z.number().int().nullable(),
  matching: z.object({ before: matchingImpactSchema, after: matchingImpactSchema }),
  /** Why a read cannot vouch for who is absent from it, in words; empty when both can. */
  incomplete: z.string(),
})
export type Impact = z.infer<typeof impactSchema>

/** `running` any number of times, then one of the others. */
export const impactStepSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('running'), progress: progressSchema }),
  z.object({ state: z.literal('done'), impact: impactSchema }),
  z.object({ state: z.literal('failed'), failure: failureSchema }),
])
export type ImpactStep = z.infer<typeof impactStepSchema>
