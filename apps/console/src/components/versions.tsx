import type { ReactNode } from 'react'
import styles from './versions.module.css'

interface Props {
  /** What it is that has several versions. */
  label: string
  /** Whose, and the value; null where they did not touch it. */
  versions: readonly (readonly [whose: string, value: string | null])[]
  /** The choice between them. */
  children?: ReactNode
}

/** The versions of one value under each other. */
export function Versions({ label, versions, children }: Props) {
  return (
    <fieldset className={styles.value}>
      <legend>{label}</legend>
      <dl className={styles.versions}>
        {versions.map(([whose, value]) => (
          <div key={whose}>
            <dt>{whose}</dt>
            <dd>{value === null ? <i>not touched</i> : value === '' ? <i>empty</i> : value}</dd>
          </div>
        ))}
      </dl>
      {children}
    </fieldset>
  )
}
