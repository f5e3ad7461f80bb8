import { Button, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { call } from '../api/call.ts'
import { query } from '../api/query.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { LateSkeleton } from '../components/late-skeleton.tsx'
import { CodeInput } from './code-input.tsx'
import { fieldError } from './field-error.ts'
import { isOver } from './is-over.ts'
import { LinkOver } from './link-over.tsx'
import { NewPassword } from './new-password.tsx'
import { Outside } from './outside.tsx'
import { useEnter } from './use-enter.ts'

interface Props {
  token: string
  /** The link was used, or is of no use. */
  onDone: () => void
}

/** Whoever was invited chooses a password, and is in. */
export function InvitationPage({ token, onDone }: Props) {
  const invited = useQuery({
    ...query('readInvitation', { body: { token } }),
    staleTime: 'static',
    gcTime: 0,
  })
  if (invited.data) return <Choose token={token} onDone={onDone} invited={invited.data} />
  if (!invited.error) return <LateSkeleton lines={3} />
  if (isOver(invited.error))
    return (
      <LinkOver title="This invitation does not work" onDone={onDone}>
        It was used, replaced by a newer one, is older than 72 hours, or was not copied whole. Open it once
        more from where you got it; if it still does not work, ask an admin for another.
      </LinkOver>
    )
  return (
    <Outside title="Invitation" sentence="It could not be looked up.">
      <Stack gap="md">
        <ErrorNotice error={invited.error} retry={() => void invited.refetch()} />
        <Button variant="default" onClick={onDone}>
          Go to the console
        </Button>
      </Stack>
    </Outside>
  )
}

interface ChooseProps extends Props {
  invited: { username: string; displayName: string; needsCode: boolean }
}

function Choose({ token, onDone, invited: { username, displayName, needsCode } }: ChooseProps) {
  const enter = useEnter()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const accept = useMutation({
    mutationFn: () => call('acceptInvitation', { body: { token, password, ...(needsCode && { code }) } }),
    onSuccess: (signedIn) => {
      enter(signedIn)
      onDone()
    },
  })
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector<HTMLElement>('[name="new-password"]')?.focus(), [])
  const { error } = accept
  const atPassword = fieldError(error, 'password')
  const atCode = fieldError(error, 'code')
  return (
    <Outside
      title={`Welcome${displayName ? `, ${displayName}` : ''}`}
      sentence="Choose the password that you will sign in to Bindery with. The link works once."
    >
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault()
          accept.mutate()
        }}
      >
        <Stack gap="md">
          <TextInput label="Username" name="username" autoComplete="username" readOnly value={username} />
          <NewPassword
            value={password}
            onChange={(next) => {
              setPassword(next)
              accept.reset()
            }}
            known={[username, displayName]}
            error={atPassword}
          />
          {needsCode ? <CodeInput value={code} onChange={setCode} error={atCode} /> : null}
          {error && !atPassword && !atCode ? <ErrorNotice error={error} /> : null}
          <Button type="submit" loading={accept.isPending}>
            Set the password and sign in
          </Button>
        </Stack>
      </form>
    </Outside>
  )
}
