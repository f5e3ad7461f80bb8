import type { Run } from '@bindery/contract'
import { Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { TextLink } from '../../components/links.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { didNothing } from '../../run-report/did-nothing.ts'
import { Card } from './card.tsx'

const words: Record<Run['state'], string> = {
  running: 'Running now',
  succeeded: 'Succeeded',
  partly: 'Not all of it was done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
}

/** How the last apply went. */
export function LastRunCard({ runs }: { runs: UseQueryResult<{ items: Run[] }> }) {
  return (
    <Card
      title="Last run"
      more={
        <TextLink to="/runs" size="sm">
          Runs
        </TextLink>
      }
    >
      <Loaded query={runs} lines={3}>
        {({ items: [run] }) =>
          run ? (
            <>
              <Text size="sm" fw={600}>
                {didNothing(run) ? 'Nothing was done' : words[run.state]}
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
          )
        }
      </Loaded>
    </Card>
  )
}
