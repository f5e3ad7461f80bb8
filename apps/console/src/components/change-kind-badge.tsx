import type { ChangeKind } from '@bindery/contract'
import { changeKindWords } from './change-kind.ts'
import styles from './change-kind-badge.module.css'

/** What a row proposes: glyph, word and colour, never colour alone. `count` is shown after the word. */
export function ChangeKindBadge({ kind, count }: { kind: ChangeKind; count?: number }) {
  const { glyph, word } = changeKindWords[kind]
  return (
    <span className={styles.badge} data-kind={kind}>
      <span className={styles.glyph} aria-hidden="true">
        {/* The text form of a glyph that some systems would draw as a picture. */}
        {`${glyph}\uFE0E`}
      </span>
      {word}
      {count === undefined ? null : <span className={styles.count}>{count.toLocaleString('en')}</span>}
    </span>
  )
}
