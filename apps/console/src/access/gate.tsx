import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { SignedIn } from '@bindery/contract'
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react'
import { endWait, useWait } from '../api/waits.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { LateSkeleton } from '../components/late-skeleton.tsx'
import { linkToken } from './opened-by.ts'
import { sessionQuery } from './session-query.ts'
import { SignedInContext } from './signed-in.ts'
import { useSessionWatch } from './use-session-watch.ts'

const SetUpPage = lazy(async () => ({ default: (await import('./set-up-page.tsx')).SetUpPage }))
const SignInPage = lazy(async () => ({ default: (await import('./sign-in-page.tsx')).SignInPage }))
const SessionEnded = lazy(async () => ({ default: (await import('./session-ended.tsx')).SessionEnded }))
const InvitationPage = lazy(async () => ({ default: (await import('./invitation-page.tsx')).InvitationPage }))
const ProofDialog = lazy(async () => ({ default: (await import('./proof-dialog.tsx')).ProofDialog }))

/**
 * Lets whoever is signed in through to the console, and asks everybody else to sign in, over whatever address they came for.
 * When the session ends later, what is on screen stays under the question.
 */
export function Gate({ children }: { children: ReactNode }) {
  const session = useQuery(sessionQuery)
  const entered = useEntered(session.data?.signedIn)
  const proof = useWait('proof')
  useSessionWatch(entered)
  const [link, setLink] = useState(linkToken)
  const forgetLink = () => setLink(undefined)

  if (link?.page === '/invitation')
    return (
      <Suspense fallback={<LateSkeleton lines={3} />}>
        <InvitationPage token={link.text} onDone={forgetLink} />
      </Suspense>
    )
  if (entered) {
    return (
      <SignedInContext value={entered}>
        {children}
        <Suspense>
          {proof ? <ProofDialog why={proof.why} signedIn={entered} /> : null}
          {session.data?.signedIn === null ? <SessionEnded username={entered.username} /> : null}
        </Suspense>
      </SignedInContext>
    )
  }
  if (session.data) {
    const { needsSetUp } = session.data
    return (
      <Suspense fallback={<LateSkeleton lines={3} />}>
        {needsSetUp || link ? (
          <SetUpPage token={link?.text} isSetUp={!needsSetUp} onDone={forgetLink} />
        ) : (
          <SignInPage />
        )}
      </Suspense>
    )
  }
  if (session.error) return <ErrorNotice error={session.error} retry={() => void session.refetch()} />
  return <LateSkeleton lines={3} />
}

/** Whoever came in, as they were last told of; undefined until somebody has. */
function useEntered(now: SignedIn | null | undefined): SignedIn | undefined {
  const client = useQueryClient()
  const refused = useWait('sign-in')
  const [entered, setEntered] = useState<SignedIn>()
  const isSomebodyElse = now && entered && now.userId !== entered.userId
  if (now && now !== entered && !isSomebodyElse) setEntered(now)
  useEffect(() => {
    // What is on screen, and in memory, is not theirs.
    if (isSomebodyElse) location.reload()
  }, [isSomebodyElse])
  useEffect(() => {
    if (refused) client.setQueryData(sessionQuery.queryKey, (old) => old && { ...old, signedIn: null })
  }, [client, refused])
  useEffect(() => {
    if (!now || isSomebodyElse) return
    endWait('sign-in', true)
  }, [now, isSomebodyElse])
  return entered
}
