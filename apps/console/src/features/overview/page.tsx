import { roleFor, roleWords } from '../../access/role-words.ts'
import { useMay } from '../../access/signed-in.ts'
import { Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { query } from '../../api/query.ts'
import { useDirectory } from '../../api/use-directory.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { LateSkeleton } from '../../components/late-skeleton.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { useSeenPages } from '../../settings-form/seen-pages.ts'
import { AccountsCard } from './accounts-card.tsx'
import { ConnectionCard } from './connection-card.tsx'
import { FirstSteps } from './first-steps.tsx'
import { LastRunCard } from './last-run-card.tsx'
import { stepsOf } from './next-steps.ts'
import styles from './overview.module.css'
import { PlanCard } from './plan-card.tsx'
import { ScheduleCard } from './schedule-card.tsx'

/** How the directory and the accounts stand, and the one obvious next step for a newcomer. */
export function OverviewPage() {
  const { directory, isPending, error, refetch } = useDirectory()
  const maySet = useMay('settings')
  const hasSeen = useSeenPages()
  const enabled = directory !== undefined
  const of = directory ? { directoryId: directory.id, limit: 1 } : { limit: 1 }
  const plans = useQuery({ ...query('listPlans', { query: of }), enabled })
  const runs = useQuery({ ...query('listRuns', { query: of }), enabled })
  const steps = stepsOf(directory, plans.data?.items[0], runs.data?.items[0], {
    mapping: hasSeen('mapping', directory?.id ?? 0),
    policy: hasSeen('policy', directory?.id ?? 0),
  })
  // Without knowing what there is, a next step would be a guess.
  const known = !enabled || (plans.data !== undefined && runs.data !== undefined)
  return (
    <>
      <PageHeader title="Overview" sentence="How your directory and your accounts stand." />
      {error ? (
        <ErrorNotice error={error} retry={() => void refetch()} />
      ) : isPending || (enabled && (plans.isPending || runs.isPending)) ? (
        <LateSkeleton lines={8} />
      ) : (
        <div className={styles.page}>
          {maySet && known && steps.some(({ done }) => !done) ? <FirstSteps steps={steps} /> : null}
          {enabled || maySet ? null : (
            <section>
              <Title order={2} size="md">
                No directory is connected yet
              </Title>
              <Text>
                Whoever has the role {roleWords[roleFor('settings')]} connects one under Settings, Connection.
                What a sync would do, and what it did, then stands here.
              </Text>
            </section>
          )}
          <div className={styles.cards}>
            {directory ? <ConnectionCard directory={directory} /> : null}
            <AccountsCard />
            {directory ? <PlanCard plans={plans} /> : null}
            {directory ? <LastRunCard runs={runs} /> : null}
            {directory ? <ScheduleCard key={directory.id} directory={directory} /> : null}
          </div>
        </div>
      )}
    </>
  )
}
