import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { Needs } from '../../access/needs.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PagedRows } from '../../lists/paged-rows.tsx'
import { SearchField } from '../../lists/search-field.tsx'
import { usePages } from '../../lists/use-pages.ts'
import { AddUser } from './add-user.tsx'
import { UserHeads, UserLine } from './user-line.tsx'
import styles from './users.module.css'

const route = getRouteApi('/admin/users')

/** Who may sign in to the console. */
export function UsersPage() {
  return (
    <Needs permission="users" title="Users">
      <Users />
    </Needs>
  )
}

function Users() {
  const { text } = route.useSearch()
  const navigate = route.useNavigate()
  const [isAdding, setAdding] = useState(false)
  const list = usePages('listUsers', { query: { text, limit: 100 } })
  const search = (words: string) =>
    void navigate({ search: { text: words === '' ? undefined : words }, replace: true })
  return (
    <>
      <PageHeader
        title="Users"
        sentence="Who may sign in to this console, and as what. They are not the people that are synced."
        actions={<Button onClick={() => setAdding(true)}>Add user</Button>}
      />
      <div className={styles.toolbar}>
        <SearchField
          label="Search users"
          placeholder="Search by username"
          value={text ?? ''}
          onChange={search}
        />
      </div>
      <PagedRows
        list={list}
        label="Users by username"
        rowHeight={45}
        head={<UserHeads />}
        empty={
          <EmptyState
            title="No user fits"
            action={
              <Button variant="default" onClick={() => search('')}>
                Clear the search
              </Button>
            }
          >
            Users are found by words within their username.
          </EmptyState>
        }
      >
        {(user) => <UserLine user={user} />}
      </PagedRows>
      {isAdding ? <AddUser onClose={() => setAdding(false)} /> : null}
    </>
  )
}
