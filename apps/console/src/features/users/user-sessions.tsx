import type { UserView } from '@bindery/contract'
import { Button, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { SessionWords } from '../../access/session-words.tsx'
import { useSignedIn } from '../../access/signed-in.ts'
import { call } from '../../api/call.ts'
import { query } from '../../api/query.ts'
import { announce } from '../../components/announce.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { countWords } from '../../components/count-words.ts'
import { Loaded } from '../../components/loaded.tsx'
import { Section } from '../../components/section.tsx'
import styles from './user-sessions.module.css'

/** Where a user is signed in, and the way to end it. */
export function UserSessions({ user }: { user: UserView }) {
  const client = useQueryClient()
  const { userId } = useSignedIn()
  const params = { id: user.id }
  const sessions = useQuery(query('listUserSessions', { params }))
  const [asks, setAsks] = useState(false)
  const end = useMutation({
    mutationFn: () => call('endUserSessions', { params }),
    onSuccess: ({ ended }) => {
      setAsks(false)
      announce(`${countWords(ended, 'session')} ended.`)
      for (const name of ['listUserSessions', 'getUser', 'listUsers', 'getSession'])
        void client.invalidateQueries({ queryKey: [name] })
    },
  })
  return (
    <Section title="Sessions" layout="aside" sentence="Where they are signed in now.">
      <Loaded query={sessions} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm">They are signed in nowhere.</Text>
          ) : (
            <>
              <ul className={styles.sessions}>
                {items.map((session) => (
                  <li key={session.id} className={styles.session}>
                    <SessionWords session={session} />
                  </li>
                ))}
              </ul>
              <Button
                mt="sm"
                variant="default"
                onClick={() => {
                  end.reset()
                  setAsks(true)
                }}
              >
                End all sessions…
              </Button>
            </>
          )
        }
      </Loaded>
      <ConfirmDialog
        opened={asks}
        title={`End all sessions of ${user.username}?`}
        confirmLabel="End them"
        error={end.error}
        pending={end.isPending}
        onConfirm={() => end.mutate()}
        onClose={() => setAsks(false)}
      >
        {user.id === userId
          ? 'This is you: you are signed out here, too.'
          : 'What they have not saved is lost. They may sign in again.'}
      </ConfirmDialog>
    </Section>
  )
}
