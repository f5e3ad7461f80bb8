import type { EndpointName } from '@bindery/contract'
import type { ReactNode } from 'react'
import { useMayCall } from './signed-in.ts'

/** What is there only for those who may call an endpoint: the button that does. */
export function MayCall({ name, children }: { name: EndpointName; children: ReactNode }) {
  return useMayCall(name) ? children : null
}
