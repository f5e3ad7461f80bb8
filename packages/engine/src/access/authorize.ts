import {
  BinderyError,
  endpointAccess,
  proofAlways,
  type Access,
  type Caller,
  type EndpointName,
  type Permission,
} from '@bindery/contract'
import { requireProof } from './require-proof.ts'

/** Throws `signed_out`, `forbidden` or `proof_required` unless the caller may use the endpoint. */
export function authorize(caller: Caller, name: EndpointName, now: Date): void {
  const access: Access = endpointAccess[name]
  if (access === 'public') return
  if (caller.kind === 'nobody')
    throw new BinderyError('signed_out', 'Sign in first; a session ends when it is not used, or was ended')
  if (access === 'own') requireUser(caller)
  else requirePermission(caller, access)
  const why = proofAlways[name]
  if (why !== undefined) requireProof(caller, now, why)
}

/** Throws `forbidden` unless the caller has the permission. */
export function requirePermission(caller: Caller, permission: Permission): void {
  if (caller.permissions.has(permission)) return
  const who = caller.kind === 'token' ? 'This token' : `The role ${caller.role ?? 'nobody'}`
  throw new BinderyError('forbidden', `${who} does not allow this: it takes the permission “${permission}”`)
}

/** A session and whose it is. */
export interface UserSession {
  readonly userId: number
  readonly sessionId: number
}

/** The caller's user and session; null for whoever has none. */
export const sessionOf = ({ userId, sessionId }: Caller): UserSession | null =>
  userId !== null && sessionId !== null ? { userId, sessionId } : null

/** As `sessionOf`. Throws `forbidden` for whoever has none. */
export function requireUser(caller: Caller): UserSession {
  const session = sessionOf(caller)
  if (session) return session
  throw new BinderyError('forbidden', 'Only a user who is signed in has this')
}
