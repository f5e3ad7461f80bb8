import type { PersonRow } from '@bindery/contract'
import { Link } from '@tanstack/react-router'
import styles from '../../accounts-view/account-rows.module.css'
import type { AccountsSearch } from '../../accounts-view/accounts-search.ts'
import { LinkBadge } from '../../accounts-view/link-badge.tsx'
import { PersonState } from './person-state.tsx'

/** One person of the list; all of it leads to the person. */
export function PersonLine({ person, search }: { person: PersonRow; search: AccountsSearch }) {
  return (
    <Link
      to="/people/$id"
      params={{ id: person.id }}
      search={search}
      className={styles.row}
      data-kind="person"
    >
      <span className={styles.name}>{person.username}</span>
      <span>{person.displayName}</span>
      <span className={`${styles.faint} ${styles.wide}`}>{person.email}</span>
      <span className={`${styles.faint} ${styles.wide}`}>{person.department}</span>
      <PersonState person={person} />
      <LinkBadge badge={person.badge} />
    </Link>
  )
}
