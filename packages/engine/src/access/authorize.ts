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

/** The caller's user and session. Throws `forbidden` for whoever has none. */
export function requireUser({ userId, sessionId }: Caller): { userId: number; sessionId: number } {
  if (userId !== null && sessionId !== null) return { userId, sessionId }
  throw new BinderyError('forbidden', 'Only a user who is signed in has this')
}
