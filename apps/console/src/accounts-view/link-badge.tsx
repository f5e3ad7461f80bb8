import type { Person } from '@bindery/contract'
import { Glyph } from '../components/glyph.tsx'
import { badgeWords } from './badge-words.ts'
import styles from './link-badge.module.css'

/** How an account stands to directories, in glyph and word. */
export function LinkBadge({ badge }: { badge: Person['badge'] }) {
  const { glyph, word, means } = badgeWords[badge]
  return (
    <span className={styles.badge} data-badge={badge} title={means}>
      <Glyph sign={glyph} /> {word}
    </span>
  )
}
