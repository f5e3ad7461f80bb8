import { operationStates } from '@bindery/contract'
import { z } from 'zod'

/** `run`: the run that a search result or an old address names; it has its own page. */
export const runsSearchSchema = z.object({ run: z.number().int().positive().optional().catch(undefined) })
/** `state`: only operations that ended like this. */
export const runSearchSchema = z.object({ state: z.enum(operationStates).optional().catch(undefined) })
