import { Kbd, Text } from '@mantine/core'
import { Fragment, memo } from 'react'
import type { KeyWords } from '../../lists/keys-dialog.tsx'
import styles from './key-hint.module.css'

/** The keys of a plan's rows. */
export const rowKeys: KeyWords = [
  [['j', 'k'], 'next, previous'],
  [['Home', 'End'], 'first, last'],
  [['x'], 'leave out, take in'],
  [['Enter'], 'details'],
  [['/'], 'search'],
  [['Esc'], 'back'],
  [['?'], 'these keys'],
]

/** The keys that work on the list, where they can be seen. Drawn once, however often the list is. */
export const KeyHint = memo(function KeyHint() {
  return (
    <Text size="xs" c="dimmed" component="p" className={styles.hint}>
      {rowKeys.map(([names, does]) => (
        <span key={does}>
          {names.map((name) => (
            <Fragment key={name}>
              <Kbd size="xs">{name}</Kbd>{' '}
            </Fragment>
          ))}
          {does}
        </span>
      ))}
    </Text>
  )
})
