import { Alert, Group } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './notice.module.css'

interface Props {
  title: string
  /** `bad` is read out at once; `info` when there is time. */
  tone: 'info' | 'bad'
  /** What one can do about it, beside the words. */
  action?: ReactNode
  children: ReactNode
}

/** Something one must know before going on. */
export function Notice({ title, tone, action, children }: Props) {
  return (
    <Alert
      role={tone === 'bad' ? 'alert' : 'status'}
      variant="default"
      title={title}
      icon={tone === 'bad' ? <IconAlertTriangle color="var(--mantine-color-error)" /> : <IconInfoCircle />}
    >
      <Group justify="space-between" gap="sm">
        <div className={styles.words}>{children}</div>
        {action}
      </Group>
    </Alert>
  )
}
