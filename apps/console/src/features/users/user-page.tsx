import type { UserView } from '@bindery/contract'
import { Box, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { Needs } from '../../access/needs.tsx'
import { roleWords } from '../../access/role-words.ts'
import { Facts } from '../../accounts-view/facts.tsx'
import { query } from '../../api/query.ts'
import { countWords } from '../../components/count-words.ts'
import { BackLink } from '../../components/links.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { Section } from '../../components/section.tsx'
import { AccessSection } from './access-section.tsx'
import { EditUser } from './edit-user.tsx'
import { UserSessions } from './user-sessions.tsx'
import { UserState } from './user-state.tsx'
import { originWords, wordSecondFactor } from './user-words.ts'

const route = getRouteApi('/admin/users/$id')

/** One user: who they are, what they may do, where they are signed in; edit, disable, reset, delete. */
export function UserPage() {
  return (
    <Needs permission="users" title="User">
      <SomeUser />
    </Needs>
  )
}

function SomeUser() {
  const { id } = route.useParams()
  const user = useQuery(query('getUser', { params: { id } }))
  return (
    <>
      <BackLink to="/admin/users">← Users</BackLink>
      {user.data ? null : <PageHeader title="User" sentence="Somebody who may sign in to this console." />}
      <Loaded query={user} lines={8}>
        {(data) => <UserScreen user={data} />}
      </Loaded>
    </>
  )
}

function UserScreen({ user }: { user: UserView }) {
  const [isEditing, setEditing] = useState(false)
  const isLocal = user.origin === 'local'
  return (
    <>
      <PageHeader
        title={user.username}
        documentTitle={`${user.username} · Users`}
        sentence={user.displayName || 'Somebody who may sign in to this console.'}
        actions={isLocal && !isEditing ? <Button onClick={() => setEditing(true)}>Edit</Button> : null}
      />
      {user.isLastAdmin ? (
        <Box mb="lg">
          <Notice tone="info" title="The last admin with a password here">
            Somebody must be left to let the others in: this user stays an admin, and cannot be disabled,
            reset or deleted. Make another local user an admin first, who has signed in once.
          </Notice>
        </Box>
      ) : null}
      <Section
        title="User"
        layout="aside"
        sentence={
          isLocal
            ? 'Who it is, and what they may do.'
            : `Name and role come from the ${originWords[user.origin].toLowerCase()} at each sign-in: change them there.`
        }
      >
        {isEditing ? <EditUser user={user} onClose={() => setEditing(false)} /> : <UserFacts user={user} />}
      </Section>
      <UserSessions user={user} />
      <AccessSection user={user} />
    </>
  )
}

function UserFacts({ user }: { user: UserView }) {
  const { role, origin, signedInAt, createdAt, invitedUntil, tokens } = user
  return (
    <Facts
      facts={[
        ['Name', user.displayName],
        ['Role', roleWords[role]],
        ['State', <UserState key="state" user={user} />],
        ['Signs in with', originWords[origin]],
        ['Second factor', wordSecondFactor(user)],
        ['Last sign-in', signedInAt === null ? 'never' : <RelativeTime key="last" at={signedInAt} />],
        ...(invitedUntil === null
          ? []
          : [['Invitation ends', <RelativeTime key="invited" at={invitedUntil} />] as const]),
        ['Tokens', tokens === 0 ? 'none' : countWords(tokens, 'token')],
        ['Added', <RelativeTime key="added" at={createdAt} />],
      ]}
    />
  )
}
