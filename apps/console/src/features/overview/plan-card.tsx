import type { PlanSummary } from '@bindery/contract'
import { Text } from '@mantine/core'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { LinkAnchor } from '../../components/link-button.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { Card } from './card.tsx'

const words: Record<PlanSummary['state'], string> = {
  running: 'A preview is being made',
  ready: 'Waits for you',
  failed: 'The last preview failed',
  cancelled: 'The last preview was cancelled',
  applying: 'Is being applied',
  applied: 'Was applied',
}

/** The newest plan of the directory. */
export function PlanCard({ plan, error }: { plan: PlanSummary | undefined; error: Error | null }) {
  return (
    <Card
      title="Preview"
      more={
        <LinkAnchor to="/sync" search={plan ? { plan: plan.id } : {}} size="sm">
          {plan?.state === 'ready' ? 'Review' : 'Sync'}
        </LinkAnchor>
      }
    >
      {error ? <ErrorNotice error={error} /> : null}
      {plan ? (
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
      )}
    </Card>
  )
}
