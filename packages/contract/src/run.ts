import { z } from 'zod'
import { countSchema, failureSchema, progressSchema } from './plan.ts'
import { idSchema, instantSchema } from './subject.ts'
import { changeKinds } from './words/change-kinds.ts'
import { sides, subjectKinds } from './words/subjects.ts'

export const runStates = ['running', 'succeeded', 'partly', 'failed', 'cancelled', 'interrupted'] as const
export const operationStates = ['intent', 'in_doubt', 'done', 'refused', 'drifted', 'cancelled'] as const
export type OperationState = (typeof operationStates)[number]

export const runSchema = z.object({
  id: idSchema,
  directoryId: idSchema,
  planId: idSchema,
  state: z.enum(runStates),
  startedAt: instantSchema,
  /** When it last went on after it was cut short; null: it never was. */
  resumedAt: instantSchema.nullable(),
  /** It was cut short, and what it left can still be taken up (`resumeRun`). */
  resumable: z.boolean(),
  finishedAt: instantSchema.nullable(),
  actor: z.string(),
  progress: progressSchema,
  /** The whole plan by kind: `included` is what this run was to do, the rest was no part of it. */
  planned: z.array(countSchema),
  outcome: z.object({
    done: z.number().int(),
    refused: z.number().int(),
    drifted: z.number().int(),
    cancelled: z.number().int(),
    inDoubt: z.number().int(),
  }),
  failure: failureSchema.nullable(),
  sentence: z.string(),
})
export type Run = z.infer<typeof runSchema>

export const operationSchema = z.object({
  /** Of the row of the plan: a run does it once or not at all. */
  id: idSchema,
  state: z.enum(operationStates),
  side: z.enum(sides),
  subjectKind: z.enum(subjectKinds),
  kind: z.enum(changeKinds),
  name: z.string(),
  dn: z.string().nullable(),
  effect: z.string(),
  /** False: written after a re-read because the server could not guard it in one step. */
  atomic: z.boolean(),
  at: instantSchema,
  failure: failureSchema.nullable(),
})
export type Operation = z.infer<typeof operationSchema>
