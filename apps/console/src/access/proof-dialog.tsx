import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { SignedIn } from '@bindery/contract'
import { urlOf } from '../api/request.ts'
import { sessionQuery } from './session-query.ts'
import { call } from '../api/call.ts'
import { endWait } from '../api/waits.ts'
import { announce } from '../components/announce.tsx'
import { ErrorNotice } from '../components/error-notice.tsx'
import { CodeInput } from './code-input.tsx'
import { escapeStaysHere } from './escape-stays-here.ts'
import { fieldError } from './field-error.ts'
import { SecretInput } from './secret-input.tsx'

interface Props {
  /** Why it is asked, in the server's words. */
  why: string
  signedIn: SignedIn
}

/** Asks who is signed in to show again that it is them; then what asked for it goes on by itself. */
export function ProofDialog({ why, signedIn }: Props) {
  const cancel = () => {
    announce('Cancelled: nothing was changed.')
    endWait('proof', false)
  }
  return (
    <Modal
      opened
      onClose={cancel}
      closeOnEscape={false}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close', ...escapeStaysHere }}
      title="Is it you?"
      zIndex={400}
      {...escapeStaysHere}
      onKeyDown={(event) => {
        if (event.key === 'Escape') cancel()
      }}
    >
      <Stack gap="md">
        <Text size="sm">{why}. It holds for ten minutes.</Text>
        {signedIn.origin === 'oidc' ? (
          <AtProvider onCancel={cancel} />
        ) : (
          <ByPassword signedIn={signedIn} onCancel={cancel} />
        )}
      </Stack>
    </Modal>
  )
}

interface WayProps {
  onCancel: () => void
}

/** Their password is not ours to ask for. */
function AtProvider({ onCancel }: WayProps) {
  const [isAway, setAway] = useState(false)
  const { data } = useQuery(sessionQuery)
  const provider = data?.methods.oidc ?? 'your provider'
  return (
    <>
      <Text size="sm">
        Sign in at {provider} once more, in a tab of its own. Then come back here and go on.
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel} {...escapeStaysHere}>
          Cancel
        </Button>
        <Button
          component="a"
          target="_blank"
          variant={isAway ? 'default' : 'filled'}
          href={urlOf('startOidcProof', { query: { returnTo: '/account' } })}
          onClick={() => setAway(true)}
          data-autofocus
          {...escapeStaysHere}
        >
          Sign in at {provider}
        </Button>
        {isAway ? (
          <Button onClick={() => endWait('proof', true)} {...escapeStaysHere}>
            Go on
          </Button>
        ) : null}
      </Group>
    </>
  )
}

/** By the password, or the code of an authenticator app. */
function ByPassword({ signedIn: { username, hasTotp }, onCancel }: WayProps & { signedIn: SignedIn }) {
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [asksCode, setAsksCode] = useState(false)
  const passwordField = useRef<HTMLInputElement>(null)
  const codeField = useRef<HTMLInputElement>(null)
  const prove = useMutation({
    mutationFn: () => call('prove', { body: asksCode ? { code } : { password } }),
    onSuccess: () => endWait('proof', true),
    onError: () => {
      passwordField.current?.select()
      codeField.current?.select()
    },
  })
  useEffect(() => {
    const field = asksCode ? codeField : passwordField
    field.current?.focus()
  }, [asksCode])
  const { error } = prove
  const atField = fieldError(error, asksCode ? 'code' : 'password')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        prove.mutate()
      }}
    >
      <Stack gap="md">
        {/* So that a password manager knows whose password is meant. */}
        <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
        {asksCode ? (
          <CodeInput ref={codeField} value={code} onChange={setCode} error={atField} />
        ) : (
          <SecretInput
            ref={passwordField}
            label="Your password"
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            maxLength={256}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={atField}
            data-autofocus
          />
        )}
        {error && atField === undefined ? <ErrorNotice error={error} /> : null}
        {hasTotp ? (
          <Button
            variant="subtle"
            size="compact-sm"
            mr="auto"
            onClick={() => {
              setAsksCode(!asksCode)
              prove.reset()
            }}
            {...escapeStaysHere}
          >
            {asksCode ? 'By password instead' : 'By a code instead'}
          </Button>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel} {...escapeStaysHere}>
            Cancel
          </Button>
          <Button type="submit" loading={prove.isPending} {...escapeStaysHere}>
            Go on
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
