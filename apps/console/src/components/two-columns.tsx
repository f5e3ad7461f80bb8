import type { ReactNode } from 'react'
import styles from './two-columns.module.css'

/** Content with a companion that stays in view beside it, and comes after it where there is no room. */
export function TwoColumns({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <div className={styles.columns}>
      <div className={styles.content}>{children}</div>
      <aside className={styles.aside}>{aside}</aside>
    </div>
  )
}
