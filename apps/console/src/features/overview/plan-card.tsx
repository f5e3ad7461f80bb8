import type { PlanSummary } from '@bindery/contract'
import { Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { TextLink } from '../../components/links.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { Card } from './card.tsx'

const words: Record<PlanSummary['state'], string> = {
  running: 'A preview is being made',
  ready: 'Ready to review',
  failed: 'The last preview failed',
  cancelled: 'The last preview was cancelled',
  applying: 'Is being applied',
  applied: 'Was applied',
}

/** The newest plan of the directory. */
export function PlanCard({ plans }: { plans: UseQueryResult<{ items: PlanSummary[] }> }) {
  const newest = plans.data?.items[0]
  return (
    <Card
      title="Preview"
      more={
        <TextLink to="/sync" search={newest ? { plan: newest.id } : {}} size="sm">
          {newest?.state === 'ready' ? 'Review' : 'Sync'}
        </TextLink>
      }
    >
      <Loaded query={plans} lines={3}>
        {({ items: [plan] }) =>
          plan ? (
            <>
              <Text size="sm" fw={600}>
                {words[plan.state]}
              </Text>
              <Text size="sm">{plan.failure?.message ?? plan.sentence}</Text>
              <Text size="sm" c="dimmed">
                Made <RelativeTime at={plan.createdAt} /> by {plan.actor}
              </Text>
            </>
          ) : (
            <Text size="sm" c="dimmed">
              No preview yet. It shows what a sync would do, and writes nothing.
            </Text>
          )
        }
      </Loaded>
    </Card>
  )
}
