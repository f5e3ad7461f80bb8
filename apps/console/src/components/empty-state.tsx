import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './empty-state.module.css'

interface Props {
  title: string
  /** What belongs here. */
  children: ReactNode
  /** The one next step. */
  action?: ReactNode
}

/** An empty screen that says what belongs here and gives the one next action. */
export function EmptyState({ title, children, action }: Props) {
  return (
    <div className={styles.empty}>
      <Title order={2}>{title}</Title>
      <Text c="dimmed" size="sm" maw={520} component="div">
        {children}
      </Text>
      {action}
    </div>
  )
}
