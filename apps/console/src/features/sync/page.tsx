import { MayCall } from '../../access/may-call.tsx'
import { getRouteApi } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { query } from '../../api/query.ts'
import { useDirectory } from '../../api/use-directory.ts'
import { ButtonLink } from '../../components/links.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { LateSkeleton } from '../../components/late-skeleton.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { FirstPreview } from './first-preview.tsx'
import { PlanScreen } from './plan-screen.tsx'

const route = getRouteApi('/sync')

/** See what a sync would do to either side, then apply exactly that. */
export function SyncPage() {
  const { directory, error, isPending, refetch } = useDirectory()
  if (directory) return <SyncOf key={directory.id} directoryId={directory.id} />
  return (
    <>
      <Header />
      {error ? (
        <ErrorNotice error={error} retry={() => void refetch()} />
      ) : isPending ? (
        <LateSkeleton />
      ) : (
        <EmptyState
          title="Connect a directory first"
          action={
            <MayCall name="createDirectory">
              <ButtonLink to="/settings/connection">Set up the connection</ButtonLink>
            </MayCall>
          }
        >
          A sync compares a directory with your accounts. There is no directory yet.
        </EmptyState>
      )}
    </>
  )
}

function Header() {
  return (
    <PageHeader title="Sync" sentence="See what a sync would do to either side, then apply exactly that." />
  )
}

function SyncOf({ directoryId }: { directoryId: number }) {
  const { plan } = route.useSearch()
  const plans = useQuery(newestOf(directoryId))
  if (plan === undefined) return <NewestPlan directoryId={directoryId} />
  return <PlanScreen key={plan} planId={plan} directoryId={directoryId} newest={plans.data?.items[0]} />
}

/** Leads to the newest plan: the address names the plan on screen, so that it can be sent to someone or reloaded. */
function NewestPlan({ directoryId }: { directoryId: number }) {
  const navigate = route.useNavigate()
  // The newest that is known may be an older one by now.
  const plans = useQuery({ ...newestOf(directoryId), refetchOnMount: 'always' })
  const newest = plans.isFetchedAfterMount ? plans.data?.items[0] : undefined
  useEffect(() => {
    if (newest) void navigate({ search: (old) => ({ ...old, plan: newest.id }), replace: true })
  }, [newest, navigate])
  return (
    <>
      <Header />
      {plans.error ? (
        <ErrorNotice error={plans.error} retry={() => void plans.refetch()} />
      ) : plans.data?.items.length === 0 ? (
        <FirstPreview directoryId={directoryId} />
      ) : (
        <LateSkeleton />
      )}
    </>
  )
}

const newestOf = (directoryId: number) => ({
  ...query('listPlans', { query: { directoryId, limit: 1 } }),
  // A schedule makes plans too.
  refetchInterval: 10_000,
})
