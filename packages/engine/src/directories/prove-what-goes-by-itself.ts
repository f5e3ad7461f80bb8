import type { Caller, Policy } from '@bindery/contract'
import { canonicalJson } from '@bindery/sync'
import { requireProof } from '../access/require-proof.ts'

/**
 * What the schedule applies within the limits of the guard, nobody is asked about: to change them approves it in advance.
 * Throws `proof_required`.
 */
export function proveWhatGoesByItself(caller: Caller, now: Date, before: Policy, after: Policy): void {
  if (canonicalJson(bySelf(before)) !== canonicalJson(bySelf(after)))
    requireProof(caller, now, 'change what a sync may do by itself')
}

const bySelf = ({ guard, schedule, protectedDns }: Policy) => ({ guard, schedule, protectedDns })
