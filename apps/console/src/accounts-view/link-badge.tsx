import type { Person } from '@bindery/contract'
import { badgeWords } from './badge-words.ts'
import styles from './link-badge.module.css'

/** How an account stands to directories, in glyph and word. */
export function LinkBadge({ badge }: { badge: Person['badge'] }) {
  const { glyph, word, means } = badgeWords[badge]
  return (
    <span className={styles.badge} data-badge={badge} title={means}>
      <span aria-hidden="true">{`${glyph}\uFE0E`}</span> {word}
    </span>
  )
}
