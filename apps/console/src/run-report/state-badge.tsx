import type { OperationState, Run } from '@bindery/contract'
import styles from './state-badge.module.css'
import { operationStateWords, runStateWords } from './state-words.ts'

/** How a run stands, in glyph and word. */
export function RunStateBadge({ state }: { state: Run['state'] }) {
  return <StateBadge {...runStateWords[state]} />
}

/** How an operation ended, in glyph and word. */
export function OperationStateBadge({ state }: { state: OperationState }) {
  return <StateBadge {...operationStateWords[state]} />
}

function StateBadge({ glyph, word, tone }: { glyph: string; word: string; tone: string }) {
  return (
    <span className={styles.badge} data-tone={tone}>
      <span aria-hidden="true" className={styles.glyph}>{`${glyph}\uFE0E`}</span>
      {word}
    </span>
  )
}
