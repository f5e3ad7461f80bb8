import { Text } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useMay } from '../../access/signed-in.ts'
import { ButtonLink } from '../../components/links.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { BackLink } from '../../components/links.tsx'
import { OperationsList } from '../../run-report/operations-list.tsx'
import { RunOutcome } from '../../run-report/run-outcome.tsx'
import { RunProgress } from '../../run-report/run-progress.tsx'
import { useRun } from '../../run-report/use-run.ts'

const route = getRouteApi('/runs/$id')

/** One run: what was planned, what came of it, and every operation. */
export function RunPage() {
  const { id } = route.useParams()
  const { state } = route.useSearch()
  const navigate = route.useNavigate()
  const run = useRun(id)
  const maySeeAudit = useMay('audit')
  return (
    <>
      <BackLink to="/runs">← Runs</BackLink>
      <PageHeader
        title={`Run ${id}`}
        sentence={run.data?.sentence ?? 'What was planned and what came of it.'}
        actions={
          run.data ? (
            <>
              {maySeeAudit ? (
                <ButtonLink variant="default" to="/admin/audit" search={{ runId: id }}>
                  Who did what
                </ButtonLink>
              ) : null}
              <ButtonLink variant="default" to="/sync" search={{ plan: run.data.planId }}>
                Show the plan
              </ButtonLink>
              {run.data.state === 'running' ? null : (
                <ButtonLink to="/sync" search={{}}>
                  Go to Sync
                </ButtonLink>
              )}
            </>
          ) : null
        }
      />
      <Loaded query={run}>
        {(data) => (
          <>
            <Text size="sm" c="dimmed" mb="md">
              Started <RelativeTime at={data.startedAt} /> by {data.actor}
              {data.resumedAt ? (
                <>
                  , taken up again <RelativeTime at={data.resumedAt} />
                </>
              ) : null}
              {data.finishedAt ? `, took ${duration(data.startedAt, data.finishedAt)}` : ''}
            </Text>
            {data.state === 'running' ? <RunProgress run={data} /> : <RunOutcome run={data} />}
            {data.state === 'running' ? null : (
              <OperationsList
                run={data}
                state={state}
                onState={(next) =>
                  void navigate({ search: (old) => ({ ...old, state: next }), replace: true })
                }
              />
            )}
          </>
        )}
      </Loaded>
    </>
  )
}

function duration(from: string, to: string): string {
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000
  return seconds < 90 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds / 60)} min`
}
