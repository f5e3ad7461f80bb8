import type { Conflict, ConflictState, Decision } from '@bindery/contract'
import type { Company } from './harness.ts'

/** The conflicts of a company, newest first. */
export async function inbox(lab: Company, state?: ConflictState): Promise<Conflict[]> {
  const { items } = await lab.verbs.listConflicts({ ...lab.call, query: { limit: 100, state } })
  return items
}

/** Decides the newest conflict about somebody, as it is now. */
export async function decide(lab: Company, name: string, decision: Decision): Promise<Conflict> {
  const conflict = (await inbox(lab)).find((one) => one.name === name)
  if (!conflict) throw new Error(`There is no conflict about ${name}`)
  const { id, version } = conflict
  return lab.verbs.decideConflict({ ...lab.call, params: { id }, body: { decision, version } })
}
