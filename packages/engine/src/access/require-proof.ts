import { BinderyError, type Caller } from '@bindery/contract'
import { later, proofMilliseconds } from './session-times.ts'

/**
 * Throws `proof_required` unless the caller has shown lately who they are. What happens by itself, as the settings say,
 * need not.
 * @param why the end of "Show again that it is you, to…"
 */
export function requireProof(caller: Caller, now: Date, why: string): void {
  if (caller.kind === 'schedule') return
  if (caller.provedAt !== null && later(caller.provedAt, proofMilliseconds) > now) return
  throw new BinderyError(
    'proof_required',
    caller.kind === 'token'
      ? `A token cannot show who it is, which it takes to ${why}. Do it in the console`
      : `Show again that it is you, to ${why}`,
  )
}
