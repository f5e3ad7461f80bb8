import { UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useId, useState, type ReactNode } from 'react'
import styles from './panel.module.css'

interface Props {
  title: string
  /** Glyph and word of the verdict. */
  verdict: { glyph: string; word: string; tone: 'good' | 'warn' | 'bad' }
  /** What is seen while it is closed. */
  summary: ReactNode
  /** Open from the start: when there is something to worry about. */
  open: boolean
  children: ReactNode
}

/** A verdict in one line that opens to its grounds. */
export function Panel({ title, verdict, summary, open, children }: Props) {
  const id = useId()
  const [opened, setOpened] = useState(open)
  return (
    <section className={styles.panel} aria-label={title} data-tone={verdict.tone}>
      <UnstyledButton
        className={styles.head}
        aria-expanded={opened}
        aria-controls={id}
        onClick={() => setOpened(!opened)}
      >
        <IconChevronRight size={16} className={styles.chevron} aria-hidden="true" />
        <span className={styles.title}>{title}</span>
        <span className={styles.verdict}>
          <span aria-hidden="true">{`${verdict.glyph}\uFE0E`}</span> {verdict.word}
        </span>
        <span className={styles.summary}>{summary}</span>
      </UnstyledButton>
      <div id={id} hidden={!opened} className={styles.body}>
        {children}
      </div>
    </section>
  )
}
