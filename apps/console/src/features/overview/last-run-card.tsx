import type { Run } from '@bindery/contract'
import { Text } from '@mantine/core'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { LinkAnchor } from '../../components/link-button.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { Card } from './card.tsx'

const words: Record<Run['state'], string> = {
  running: 'Running now',
  succeeded: 'Succeeded',
  partly: 'Succeeded in part: some operations failed',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
}

/** How the last apply went. */
export function LastRunCard({ run, error }: { run: Run | undefined; error: Error | null }) {
  return (
    <Card
      title="Last run"
      more={
        <LinkAnchor to="/runs" size="sm">
          Runs
        </LinkAnchor>
      }
    >
      {error ? <ErrorNotice error={error} /> : null}
      {run ? (
        <>
          <Text size="sm" fw={600}>
            {words[run.state]}
          </Text>
          <Text size="sm">{run.failure?.message ?? run.sentence}</Text>
          <Text size="sm" c="dimmed">
            <RelativeTime at={run.startedAt} /> by {run.actor}
          </Text>
        </>
      ) : (
        <Text size="sm" c="dimmed">
          Nothing has been applied yet.
        </Text>
      )}
    </Card>
  )
}
