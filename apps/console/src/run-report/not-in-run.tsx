import { sides, type ChangeKind, type Run, type Side } from '@bindery/contract'
import { Group, Text, Title } from '@mantine/core'
import { ChangeKindBadge } from '../components/change-kind-badge.tsx'
import { TextLink } from '../components/links.tsx'
import { SideName } from '../components/side-name.tsx'
import styles from './run-outcome.module.css'
import { leftOutPerKind, toldPerKind } from './planned-counts.ts'

/** What of the plan was no part of its run, by kind, and where each is decided; nothing when all of it was. */
export function NotInRun({ run: { planId, planned } }: { run: Run }) {
  const leftOut = sides
    .map((side) => ({ side, counts: leftOutPerKind(planned, side) }))
    .filter(({ counts }) => counts.length > 0)
  const told = toldPerKind(planned)
  if (leftOut.length + told.length === 0) return null
  return (
    <section className={styles.rest} aria-label="Not part of this run">
      <Title order={2} size="sm">
        Not part of this run
      </Title>
      {leftOut.map(({ side, counts }) => (
        <Group key={side} gap="xs">
          <Text size="sm" c="dimmed" component="span" className={styles.side}>
            <SideName side={side} />
          </Text>
          {counts.map(({ kind, leftOut: count }) => (
            <RowsLink key={kind} planId={planId} side={side} kind={kind} count={count} />
          ))}
        </Group>
      ))}
      {leftOut.length > 0 ? (
        <Text size="sm">To apply what was left out, preview again and include or approve it there.</Text>
      ) : null}
      {told.length > 0 ? (
        <Group gap="xs">
          <Text size="sm" c="dimmed" component="span" className={styles.side}>
            Not applied
          </Text>
          {told.map(({ kind, total }) => (
            <RowsLink key={kind} planId={planId} kind={kind} count={total} />
          ))}
        </Group>
      ) : null}
      {told.some(({ kind }) => kind === 'conflict') ? (
        <Text size="sm">
          Conflicts wait until somebody decides them in <TextLink to="/conflicts">Conflicts</TextLink>.
        </Text>
      ) : null}
      <Text size="sm" c="dimmed">
        Each number opens its rows in the plan, where every row says why.
      </Text>
    </section>
  )
}

interface RowsProps {
  planId: number
  /** None: of both sides. */
  side?: Side
  kind: ChangeKind
  count: number
}

function RowsLink({ planId, side, kind, count }: RowsProps) {
  return (
    <TextLink to="/sync" search={{ plan: planId, side, kind }} className={styles.rows}>
      <ChangeKindBadge kind={kind} count={count} />
    </TextLink>
  )
}
