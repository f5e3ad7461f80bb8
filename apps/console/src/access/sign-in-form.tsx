import { Button, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { call } from '../api/call.ts'
import { toProblem } from '../api/problem.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { CodeInput } from './code-input.tsx'
import { escapeStaysHere } from './escape-stays-here.ts'
import { fieldError } from './field-error.ts'
import { SecretInput } from './secret-input.tsx'
import { useEnter } from './use-enter.ts'

/** Username and password, then the code of an authenticator app where the user has one. */
export function SignInForm({ knownAs = '' }: { knownAs?: string }) {
  const enter = useEnter()
  const [username, setUsername] = useState(knownAs)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [asksCode, setAsksCode] = useState(false)
  const usernameField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)
  const codeField = useRef<HTMLInputElement>(null)
  const signIn = useMutation({
    mutationFn: () => call('signIn', { body: { username, password, ...(asksCode && { code }) } }),
    onSuccess: enter,
    onError: (error) => {
      if (toProblem(error).code === 'code_required') return setAsksCode(true)
      const field = asksCode ? codeField : passwordField
      field.current?.focus()
      field.current?.select()
    },
  })
  useEffect(() => {
    const field = knownAs === '' ? usernameField : passwordField
    field.current?.focus()
  }, [knownAs])
  useEffect(() => {
    if (asksCode) codeField.current?.focus()
  }, [asksCode])
  const { error } = signIn
  const isToldAtField = ['username', 'password', 'code'].some((field) => fieldError(error, field))
  const isStep = error !== null && toProblem(error).code === 'code_required'
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        signIn.mutate()
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
          withAsterisk={false}
          maxLength={100}
          readOnly={asksCode}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
          error={fieldError(error, 'username')}
          ref={usernameField}
          {...escapeStaysHere}
        />
        <SecretInput
          ref={passwordField}
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          maxLength={256}
          readOnly={asksCode}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={fieldError(error, 'password')}
          data-autofocus={knownAs !== '' || undefined}
        />
        {asksCode ? (
          <CodeInput ref={codeField} value={code} onChange={setCode} error={fieldError(error, 'code')} />
        ) : null}
        {error && !isToldAtField && !isStep ? <ErrorNotice error={error} /> : null}
        <Button type="submit" loading={signIn.isPending} {...escapeStaysHere}>
          Sign in
        </Button>
        {asksCode ? (
          <Button
            variant="subtle"
            onClick={() => {
              setAsksCode(false)
              setCode('')
              setPassword('')
              signIn.reset()
            }}
            {...escapeStaysHere}
          >
            Sign in as somebody else
          </Button>
        ) : null}
      </Stack>
    </form>
  )
}
