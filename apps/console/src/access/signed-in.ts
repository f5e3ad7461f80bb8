import {
  endpointAccess,
  type Access,
  type EndpointName,
  type Permission,
  type SignedIn,
} from '@bindery/contract'
import { createContext, use } from 'react'

/** Filled by the gate: behind it, somebody is signed in. */
export const SignedInContext = createContext<SignedIn | undefined>(undefined)

/** Who is signed in. */
export function useSignedIn(): SignedIn {
  const signedIn = use(SignedInContext)
  if (!signedIn) throw new Error('Nobody has come through the gate')
  return signedIn
}

/** Whether whoever is signed in may do this. What they may not is not shown; the server refuses it in any case. */
export function useMay(permission: Permission): boolean {
  return useSignedIn().permissions.includes(permission)
}

/** Whether they may call this endpoint, by the contract's map. */
export function useMayCall(name: EndpointName): boolean {
  const { permissions } = useSignedIn()
  const access: Access = endpointAccess[name]
  return access === 'public' || access === 'own' || permissions.includes(access)
}
