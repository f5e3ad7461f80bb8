import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { ColorSchemeToggle } from '../shell/color-scheme-toggle.tsx'
import styles from './outside.module.css'

interface Props {
  title: string
  sentence: ReactNode
  children?: ReactNode
}

/** The frame of what is shown to those who have not come in. */
export function Outside({ title, sentence, children }: Props) {
  return (
    <main className={styles.outside}>
      <title>{`${title} · Bindery`}</title>
      <div className={styles.card}>
        <div className={styles.brand}>
          <img src="/icon.svg" alt="" width={22} height={22} />
          Bindery
          <ColorSchemeToggle />
        </div>
        <Title order={1}>{title}</Title>
        <Text c="dimmed" size="sm" component="div" mt={4} mb="lg">
          {sentence}
        </Text>
        {children}
      </div>
    </main>
  )
}
