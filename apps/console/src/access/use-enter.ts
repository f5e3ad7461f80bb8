import type { SignedIn } from '@bindery/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { announce } from '../components/announce.tsx'
import { forgetProblem } from './opened-by.ts'
import { sessionQuery } from './session-query.ts'

/** Lets somebody in who has just signed in; whatever waited for that goes on, and the rest is asked for again. */
export function useEnter(): (signedIn: SignedIn) => void {
  const client = useQueryClient()
  return useCallback(
    (signedIn: SignedIn) => {
      forgetProblem()
      announce(`Signed in as ${signedIn.username}.`)
      client.setQueryData(sessionQuery.queryKey, (old) => old && { ...old, signedIn, needsSetUp: false })
      void client.invalidateQueries({ predicate: ({ queryKey: [name] }) => name !== 'getSession' })
    },
    [client],
  )
}
