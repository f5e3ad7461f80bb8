import { endpoints, type Plan, type Run } from '@bindery/contract'
import { adminHeaders } from '@bindery/testbed'
import { expect } from '@playwright/test'

interface Asked {
  readonly method: string
  readonly path: string
  readonly response: { parse(data: unknown): unknown }
}
interface Options {
  id?: number
  query?: Record<string, string>
  body?: unknown
  /** The version that was edited. */
  ifMatch?: number
}

/** Asks the server of this address what a page could ask; the answer is checked against the contract. */
export async function ask<Endpoint extends Asked>(
  url: string,
  endpoint: Endpoint,
  { id = 0, query = {}, body, ifMatch }: Options = {},
): Promise<ReturnType<Endpoint['response']['parse']>> {
  const path = endpoint.path.replace(':id', String(id))
  const response = await fetch(`${url}${path}?${new URLSearchParams(query).toString()}`, {
    method: endpoint.method,
    headers: {
      ...adminHeaders(url),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${endpoint.method} ${path}: ${await response.text()}`)
  return endpoint.response.parse(await response.json()) as ReturnType<Endpoint['response']['parse']>
}

/** Previews the saved settings; resolves with the plan once it has ended. */
export async function previewOf(url: string, directoryId: number, timeout = 60_000): Promise<Plan> {
  const { planId } = await ask(url, endpoints.startPreview, { id: directoryId, body: {} })
  const plan = () => ask(url, endpoints.getPlan, { id: planId })
  await expect.poll(async () => (await plan()).state, { timeout }).not.toBe('running')
  return plan()
}

/** Applies a plan as it is selected, approved where the guard asks; resolves once the run has ended. */
export async function applyPlan(url: string, plan: Plan): Promise<Run> {
  const { id, planHash, selectionHash } = plan
  const hashes = { planHash, selectionHash }
  if (plan.guard?.verdict === 'needs_approval')
    await ask(url, endpoints.approvePlan, { id, body: { ...hashes, reason: 'The first sync' } })
  const { runId } = await ask(url, endpoints.applyPlan, { id, body: hashes })
  const run = () => ask(url, endpoints.getRun, { id: runId })
  await expect.poll(async () => (await run()).state, { timeout: 60_000 }).not.toBe('running')
  return run()
}
