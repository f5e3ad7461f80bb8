import type { GroupRow } from '@bindery/contract'
import { Link } from '@tanstack/react-router'
import { countWords } from '../../components/count-words.ts'
import styles from '../../accounts-view/account-rows.module.css'
import type { AccountsSearch } from '../../accounts-view/accounts-search.ts'
import { LinkBadge } from '../../accounts-view/link-badge.tsx'

/** One group of the list; all of it leads to the group. */
export function GroupLine({ group, search }: { group: GroupRow; search: AccountsSearch }) {
  return (
    <Link to="/groups/$id" params={{ id: group.id }} search={search} className={styles.row} data-kind="group">
      <span className={styles.name}>{group.name}</span>
      <span className={styles.faint}>{group.description}</span>
      <span>{countWords(group.memberCount, 'member')}</span>
      <LinkBadge badge={group.badge} />
    </Link>
  )
}
