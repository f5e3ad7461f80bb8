import type { SignedIn } from '@bindery/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { announce } from '../components/announce.tsx'
import { codesLeft } from './codes-left.ts'
import { setEntryNote } from './entry-note.ts'
import { sessionQuery } from './session-query.ts'

/** As the ways in answer; there is no code where the first admin is made. */
type Entered = SignedIn & { readonly byRecoveryCode?: boolean }

/** Lets somebody in who has just signed in; whatever waited for that goes on, and the rest is asked for again. */
export function useEnter(): (entered: Entered) => void {
  const client = useQueryClient()
  return useCallback(
    ({ byRecoveryCode = false, ...signedIn }: Entered) => {
      const { username, recoveryCodesLeft: left } = signedIn
      setEntryNote(byRecoveryCode ? { codesLeft: left } : null)
      const how = byRecoveryCode ? ` with a recovery code. ${codesLeft(left)}` : '.'
      announce(`Signed in as ${username}${how}`)
      client.setQueryData(sessionQuery.queryKey, (old) => old && { ...old, signedIn, needsSetUp: false })
      void client.invalidateQueries({ predicate: ({ queryKey: [name] }) => name !== 'getSession' })
    },
    [client],
  )
}
