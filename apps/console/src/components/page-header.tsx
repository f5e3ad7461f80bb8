import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './page-header.module.css'

interface Props {
  title: string
  sentence: string
  /** Buttons of the page, the main one last. */
  actions?: ReactNode
  /** For the browser's tab, when the heading alone would not tell pages apart. */
  documentTitle?: string
}

/** The head of every page: its name, one sentence on what it is for, its actions. Sets the document's title. */
export function PageHeader({ title, sentence, actions, documentTitle = title }: Props) {
  return (
    <header className={styles.header}>
      <title>{`${documentTitle} · Bindery`}</title>
      <div className={styles.words}>
        <Title order={1}>{title}</Title>
        <Text c="dimmed" size="sm">
          {sentence}
        </Text>
      </div>
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </header>
  )
}
