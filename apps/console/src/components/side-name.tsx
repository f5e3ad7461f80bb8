import type { Side } from '@bindery/contract'
import { IconSitemap, IconUsers } from '@tabler/icons-react'
import styles from './side-name.module.css'

export const sideWords: Record<Side, string> = { accounts: 'Accounts', directory: 'Directory' }

/** The name of a side, with its sign. */
export function SideName({ side }: { side: Side }) {
  const Icon = side === 'accounts' ? IconUsers : IconSitemap
  return (
    <span className={styles.side}>
      <Icon size={15} stroke={1.75} aria-hidden="true" />
      {sideWords[side]}
    </span>
  )
}
