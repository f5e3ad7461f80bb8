import type { OperationState, Run } from '@bindery/contract'
import { Glyph } from '../components/glyph.tsx'
import styles from './state-badge.module.css'
import { operationStateWords, wordsOfRun } from './state-words.ts'

/** How a run stands, in glyph and word. */
export function RunStateBadge({ run }: { run: Pick<Run, 'state' | 'outcome'> }) {
  return <StateBadge {...wordsOfRun(run)} />
}

/** How an operation ended, in glyph and word. */
export function OperationStateBadge({ state }: { state: OperationState }) {
  return <StateBadge {...operationStateWords[state]} />
}

function StateBadge({ glyph, word, tone }: { glyph: string; word: string; tone: string }) {
  return (
    <span className={styles.badge} data-tone={tone}>
      <span className={styles.glyph}>
        <Glyph sign={glyph} />
      </span>
      {word}
    </span>
  )
}
