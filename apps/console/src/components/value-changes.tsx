import { Text } from '@mantine/core'
import styles from './value-changes.module.css'

export interface ValueChange {
  readonly key: string
  readonly label: string
  readonly before: string
  readonly after: string
}

/** Old and new of each changed value, under each other as in a diff. */
export function ValueChanges({ changes }: { changes: readonly ValueChange[] }) {
  return (
    <dl className={styles.list}>
      {changes.map(({ key, label, before, after }) => (
        <div key={key} className={styles.change}>
          <dt>
            <Text size="sm" fw={600}>
              {label}
            </Text>
          </dt>
          <dd className={styles.value} data-side="before">
            <del>−</del> {before}
          </dd>
          <dd className={styles.value} data-side="after">
            <ins>+</ins> {after}
          </dd>
        </div>
      ))}
    </dl>
  )
}
