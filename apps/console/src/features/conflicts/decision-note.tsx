import { useMayCall } from '../../access/signed-in.ts'
import type { Conflict } from '@bindery/contract'
import { Button, Text } from '@mantine/core'
import { RelativeTime } from '../../components/relative-time.tsx'
import styles from './decision-note.module.css'
import { wordDecision } from './decision-words.ts'
import type { Deciding } from './use-decide.ts'

/** How the conflict stands: decided by whom and what comes next, asked again, or settled. */
export function DecisionNote({ conflict, deciding }: { conflict: Conflict; deciding: Deciding }) {
  const { state, decision, askedAgain, decidedBy, decidedAt } = conflict
  const mayReopen = useMayCall('reopenConflict')
  if (!decision && !askedAgain && state !== 'settled') return null
  const by = decidedAt ? (
    <>
      {' '}
      by {decidedBy}, <RelativeTime at={decidedAt} />
    </>
  ) : null
  return (
    <section className={styles.note} aria-label="Decision">
      <Text size="sm" component="div">
        {decision ? (
          <>
            Decided{by}: {wordDecision(decision, conflict)}.
          </>
        ) : null}{' '}
        {state === 'settled'
          ? 'It is settled: the last complete read no longer shows it.'
          : state === 'decided'
            ? 'The next plan carries it out.'
            : !askedAgain
              ? 'The rest is still open.'
              : decision?.kind === 'link'
                ? `Another entry was decided to be the same ${conflict.subjectKind}: decide one of the two again.`
                : `It was decided${decision ? ' for more' : ''} before, but what it rested on changed since: decide again.`}
      </Text>
      {decision && state !== 'settled' && mayReopen ? (
        <Button
          size="compact-sm"
          variant="default"
          disabled={deciding.isPending}
          onClick={() => deciding.reopen(conflict)}
        >
          Open again
        </Button>
      ) : null}
    </section>
  )
}
