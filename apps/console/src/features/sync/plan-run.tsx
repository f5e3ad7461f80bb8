import { Group, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ButtonLink } from '../../components/links.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Failures } from '../../run-report/failures.tsx'
import { RunOutcome } from '../../run-report/run-outcome.tsx'
import { RunProgress } from '../../run-report/run-progress.tsx'
import { refreshTouched, useRun } from '../../run-report/use-run.ts'
import styles from './plan-run.module.css'

interface Props {
  runId: number
  /** As far as the plan knows. */
  applying: boolean
}

/** The plan being applied, and then planned against actual with the failures first. */
export function PlanRun({ runId, applying }: Props) {
  const client = useQueryClient()
  const run = useRun(runId)
  const ended = run.data !== undefined && run.data.state !== 'running'
  // A short run may end after the plan was asked for and before the run was: nobody followed it to its end.
  useEffect(() => {
    if (ended && applying) refreshTouched(client)
  }, [client, ended, applying])
  return (
    <div className={styles.run}>
      <Loaded query={run} lines={4}>
        {(data) =>
          data.state === 'running' ? (
            <RunProgress run={data} />
          ) : (
            <section aria-label="Outcome">
              <Group justify="space-between" mb="xs">
                <Title order={2}>Outcome</Title>
                <ButtonLink size="compact-sm" variant="default" to="/runs/$id" params={{ id: data.id }}>
                  Open run {data.id}
                </ButtonLink>
              </Group>
              <RunOutcome run={data} />
              <Failures run={data} />
            </section>
          )
        }
      </Loaded>
    </div>
  )
}
