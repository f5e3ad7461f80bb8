import { sides, type Run, writeNumber } from '@bindery/contract'
import { Group, Text } from '@mantine/core'
import { ChangeKindBadge } from '../components/change-kind-badge.tsx'
import { Notice } from '../components/notice.tsx'
import { SideName } from '../components/side-name.tsx'
import { FailureWords } from '../settings-form/failure-words.tsx'
import { countsPerKind, plannedTotal } from './planned-counts.ts'
import styles from './run-outcome.module.css'
import { NotInRun } from './not-in-run.tsx'
import { RunActions } from './run-actions.tsx'
import { runMeaning } from './run-meaning.ts'
import { RunStateBadge } from './state-badge.tsx'
import { operationStateWords } from './state-words.ts'

const parts = [
  ['done', 'done'],
  ['refused', 'refused'],
  ['drifted', 'drifted'],
  ['inDoubt', 'in_doubt'],
  ['cancelled', 'cancelled'],
] as const

/** What was planned beside what came of it. */
export function RunOutcome({ run }: { run: Run }) {
  const planned = plannedTotal(run)
  return (
    <div className={styles.outcome}>
      <div className={styles.verdict}>
        <RunStateBadge run={run} />
        <Text size="sm">{runMeaning(run)}</Text>
      </div>
      <RunActions run={run} />
      {run.failure ? (
        <div className={styles.failure}>
          <Notice tone="bad" title={run.failure.message}>
            <FailureWords failure={run.failure} />
          </Notice>
        </div>
      ) : null}
      <dl className={styles.numbers}>
        <div className={styles.number}>
          <dt>Selected</dt>
          <dd>{writeNumber(planned)}</dd>
        </div>
        {parts.map(([key, state]) => {
          const count = run.outcome[key]
          const { glyph, word, tone } = operationStateWords[state]
          return key !== 'done' && count === 0 ? null : (
            <div key={key} className={styles.number} data-tone={count === 0 ? 'plain' : tone}>
              <dt>
                <span aria-hidden="true">{glyph} </span>
                {word[0]?.toUpperCase() + word.slice(1)}
              </dt>
              <dd>{writeNumber(count)}</dd>
            </div>
          )
        })}
      </dl>
      <div className={styles.planned}>
        {sides.map((side) => {
          const counts = countsPerKind(run.planned, side).filter(({ included }) => included > 0)
          return counts.length === 0 ? null : (
            <Group key={side} gap="xs">
              <Text size="sm" c="dimmed" component="span" className={styles.side}>
                <SideName side={side} />
              </Text>
              {counts.map(({ kind, included }) => (
                <ChangeKindBadge key={kind} kind={kind} count={included} />
              ))}
            </Group>
          )
        })}
      </div>
      <NotInRun run={run} />
    </div>
  )
}
