import type { Run } from '@bindery/contract'
import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { RelativeTime } from '../../components/relative-time.tsx'
import { RunStateBadge } from '../../run-report/state-badge.tsx'
import styles from './run-row.module.css'

/** One line of the history: how it ended, what it did, when and by whom. All of it leads to the run. */
export function RunRow({ run }: { run: Run }) {
  return (
    <Link to="/runs/$id" params={{ id: run.id }} className={styles.row}>
      <RunStateBadge run={run} />
      <span className={styles.sentence}>
        <Text size="sm" fw={500} component="span">
          {run.sentence}
        </Text>
        <Text size="xs" c="dimmed" component="span">
          Run {run.id}
        </Text>
      </span>
      <Text size="sm" c="dimmed" component="span">
        <RelativeTime at={run.startedAt} /> · {run.actor}
      </Text>
    </Link>
  )
}
