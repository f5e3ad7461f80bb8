import {
  directorySchema,
  endpoints,
  planSchema,
  runSchema,
  type DirectoryInput,
  type Plan,
} from '@bindery/contract'
import { call } from './http.ts'

/** What some work came to, and how many seconds it took. */
export async function timed<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const started = performance.now()
  const result = await work()
  return [result, (performance.now() - started) / 1000]
}

/** Tests and saves a directory; its id. */
export async function addDirectory(url: string, input: DirectoryInput): Promise<number> {
  const { settings, secrets } = input
  await call(url, endpoints.testConnection, { body: { directoryId: null, settings, secrets } })
  return directorySchema.parse(await call(url, endpoints.createDirectory, { body: input })).id
}

/** One preview to its end; the plan that came of it. */
export async function preview(url: string, directoryId: number, body: { full?: true } = {}): Promise<Plan> {
  const started = await call(url, endpoints.startPreview, { id: directoryId, body })
  const { planId } = endpoints.startPreview.response.parse(started)
  await call(url, endpoints.planEvents, { id: planId })
  const plan = planSchema.parse(await call(url, endpoints.getPlan, { id: planId }))
  if (plan.state !== 'ready') throw new Error(`The plan is ${plan.state}: ${plan.failure?.message}`)
  return plan
}

/** Applies a plan to its end. */
export async function apply(url: string, plan: Plan) {
  const { id, planHash, selectionHash } = plan
  const started = await call(url, endpoints.applyPlan, { id, body: { planHash, selectionHash } })
  const { runId } = endpoints.applyPlan.response.parse(started)
  await call(url, endpoints.runEvents, { id: runId })
  const run = runSchema.parse(await call(url, endpoints.getRun, { id: runId }))
  if (run.state !== 'succeeded') throw new Error(`The run is ${run.state}: ${JSON.stringify(run.outcome)}`)
}
