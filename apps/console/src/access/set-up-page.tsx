import { Button, Code, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { call } from '../api/call.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { fieldError } from './field-error.ts'
import { linkToken } from './opened-by.ts'
import { NewPassword } from './new-password.tsx'
import { Outside } from './outside.tsx'
import { useEnter } from './use-enter.ts'

/** Makes the first admin, for whoever has the link that the server printed. */
export function SetUpPage() {
  if (linkToken?.page !== '/set-up')
    return (
      <Outside
        title="Set up Bindery"
        sentence={
          <>
            Nobody can sign in yet. Open the set-up link that stands in the terminal, or the log, where
            Bindery was started. It reads <Code>Make the first admin at …/set-up#…</Code> and is a new one
            after each start.
          </>
        }
      />
    )
  return <FirstAdmin token={linkToken.text} />
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
