import { Button, Code, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { call } from '../api/call.ts'
import { query } from '../api/query.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { LateSkeleton } from '../components/late-skeleton.tsx'
import { fieldError } from './field-error.ts'
import { isOver } from './is-over.ts'
import { LinkOver } from './link-over.tsx'
import { NewPassword } from './new-password.tsx'
import { Outside } from './outside.tsx'
import { useEnter } from './use-enter.ts'

interface Props {
  /** From the link; undefined: the console was opened without it. */
  token: string | undefined
  /** There is an admin already. */
  isSetUp: boolean
  /** The link is of no use. */
  onDone: () => void
}

/** Makes the first admin, for whoever has the link that the server printed. */
export function SetUpPage({ token, isSetUp, onDone }: Props) {
  if (isSetUp)
    return (
      <LinkOver title="This set-up link was used" onDone={onDone}>
        Bindery has its first admin, and the link makes no other. Sign in as that admin; if it is somebody
        else, ask them for an invitation.
      </LinkOver>
    )
  if (token === undefined)
    return (
      <Outside
        title="Set up Bindery"
        sentence={
          <>
            Nobody can sign in yet. Open the set-up link <WhereTheLinkIs />
          </>
        }
      />
    )
  return <WithLink token={token} />
}

const WhereTheLinkIs = () => (
  <>
    that stands in the terminal, or the log, where Bindery was started. It reads{' '}
    <Code>Make the first admin at …/set-up#…</Code> and is a new one after each start.
  </>
)

/** The link is tried before anything is typed, and not once more when it has served. */
function WithLink({ token }: { token: string }) {
  const link = useQuery({ ...query('readSetUp', { body: { token } }), staleTime: 'static', gcTime: 0 })
  if (link.data) return <FirstAdmin token={token} />
  if (!link.error) return <LateSkeleton lines={3} />
  if (isOver(link.error))
    return (
      <LinkOver title="This set-up link does not work">
        It is of an earlier start, or was not copied whole. Open the one <WhereTheLinkIs />
      </LinkOver>
    )
  return (
    <Outside title="Set up Bindery" sentence="The link could not be looked up.">
      <ErrorNotice error={link.error} retry={() => void link.refetch()} />
    </Outside>
  )
}

function FirstAdmin({ token }: { token: string }) {
  const enter = useEnter()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const setUp = useMutation({
    mutationFn: () => call('setUp', { body: { token, username, password } }),
    onSuccess: enter,
  })
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const { error } = setUp
  const atFields = { username: fieldError(error, 'username'), password: fieldError(error, 'password') }
  return (
    <Outside
      title="Set up Bindery"
      sentence="Choose how the first admin signs in. An admin may do everything, and adds the others."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          setUp.mutate()
        }}
      >
        <Stack gap="md">
          <TextInput
            label="Username"
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            maxLength={100}
            ref={first}
            value={username}
            onChange={(event) => setUsername(event.currentTarget.value)}
            error={atFields.username}
          />
          <NewPassword
            value={password}
            onChange={(next) => {
              setPassword(next)
              setUp.reset()
            }}
            known={[username]}
            error={atFields.password}
          />
          {error && !atFields.username && !atFields.password ? <ErrorNotice error={error} /> : null}
          <Button type="submit" loading={setUp.isPending}>
            Create the admin and sign in
          </Button>
        </Stack>
      </form>
    </Outside>
  )
}
