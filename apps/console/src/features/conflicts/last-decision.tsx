import type { Conflict, ConflictFilter } from '@bindery/contract'
import { Button, Text } from '@mantine/core'
import { DecideAlike } from './decide-alike.tsx'
import styles from './decision-note.module.css'
import { wordDecision } from './decision-words.ts'
import type { Deciding } from './use-decide.ts'

interface Props {
  conflict: Conflict
  deciding: Deciding
  filter: ConflictFilter
}

/** What was decided a moment ago, now that the next one is on screen: to take back, or to do to all like it. */
export function LastDecision({ conflict, deciding, filter }: Props) {
  if (!conflict.decision) return null
  return (
    <section className={styles.note} data-last aria-label="Last decision">
      <Text size="sm">
        {conflict.name}: {wordDecision(conflict.decision, conflict)}.
      </Text>
      <div className={styles.actions}>
        <DecideAlike conflict={conflict} decision={conflict.decision} filter={filter} />
        <Button size="compact-sm" variant="default" onClick={() => deciding.reopen(conflict)}>
          Take back
        </Button>
      </div>
    </section>
  )
}
