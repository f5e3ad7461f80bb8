import type { UserView } from '@bindery/contract'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { roleWords } from '../../access/role-words.ts'
import { RelativeTime } from '../../components/relative-time.tsx'
import { UserState } from './user-state.tsx'
import { originWords, wordSecondFactor } from './user-words.ts'
import styles from './users.module.css'

/** One user of the list; all of it leads to the user. */
export function UserLine({ user }: { user: UserView }) {
  return (
    <Link to="/admin/users/$id" params={{ id: user.id }} className={styles.row}>
      <span className={styles.name}>
        {user.username}
        {user.displayName === '' ? null : <span className={styles.faint}> {user.displayName}</span>}
      </span>
      <span>{roleWords[user.role]}</span>
      <Cell name="Signs in with">{originWords[user.origin]}</Cell>
      <Cell name="Last sign-in">
        {user.signedInAt === null ? 'never' : <RelativeTime at={user.signedInAt} />}
      </Cell>
      <Cell name="Second factor">{wordSecondFactor(user)}</Cell>
      <UserState user={user} />
    </Link>
  )
}

/** What says nothing by itself has its name beside it where there is no column head. */
function Cell({ name, children }: { name: string; children: ReactNode }) {
  return (
    <span className={styles.faint}>
      <span className={styles.cellName}>{name}: </span>
      {children}
    </span>
  )
}

/** What the columns are, for the eye. */
export function UserHeads() {
  return (
    <div className={styles.row} data-head aria-hidden="true">
      {['User', 'Role', 'Signs in with', 'Last sign-in', 'Second factor', 'State'].map((name) => (
        <span key={name}>{name}</span>
      ))}
    </div>
  )
}
