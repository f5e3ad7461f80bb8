import { Kbd, Text } from '@mantine/core'
import { Fragment } from 'react'
import styles from './key-hint.module.css'

const keys = [
  [['j', 'k'], 'next, previous'],
  [['x'], 'leave out, take in'],
  [['Enter'], 'details'],
  [['/'], 'search'],
  [['Esc'], 'back'],
] as const

/** The keys that work on the list, where they can be seen. */
export function KeyHint() {
  return (
    <Text size="xs" c="dimmed" component="p" className={styles.hint}>
      {keys.map(([names, does]) => (
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
}
