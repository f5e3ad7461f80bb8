import { z } from 'zod'
import { errorCodes, type ErrorCode } from './words/errors.ts'

/** RFC 9457 problem details; `errors` points at fields by path. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(Object.keys(errorCodes) as ErrorCode[]),
  detail: z.string(),
  errors: z
    .array(z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() }))
    .optional(),
})
export type Problem = z.infer<typeof problemSchema>
