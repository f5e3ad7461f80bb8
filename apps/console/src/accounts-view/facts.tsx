import type { ReactNode } from 'react'
import styles from './facts.module.css'

/** Names and values, one per line; an empty value is shown as a dash. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd>{value === '' ? <span className={styles.none}>–</span> : value}</dd>
        </div>
      ))}
    </dl>
  )
}
