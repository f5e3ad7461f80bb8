import { writeNumber, type ChangeKind } from '@bindery/contract'
import { changeKindWords } from './change-kind.ts'
import styles from './change-kind-badge.module.css'
import { Glyph } from './glyph.tsx'

/** What a row proposes: glyph, word and colour, never colour alone. `count` is shown after the word. */
export function ChangeKindBadge({ kind, count }: { kind: ChangeKind; count?: number }) {
  const { glyph, word } = changeKindWords[kind]
  return (
    <span className={styles.badge} data-kind={kind}>
      <span className={styles.glyph}>
        <Glyph sign={glyph} />
      </span>
      {word}
      {count === undefined ? null : <span className={styles.count}>{writeNumber(count)}</span>}
    </span>
  )
}
