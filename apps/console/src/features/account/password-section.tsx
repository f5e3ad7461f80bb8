import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldError } from '../../access/field-error.ts'
import { NewPassword } from '../../access/new-password.tsx'
import { SecretInput } from '../../access/secret-input.tsx'
import { useSignedIn } from '../../access/signed-in.ts'
import { call } from '../../api/call.ts'
import { announce } from '../../components/announce.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Notice } from '../../components/notice.tsx'
import { Section } from '../../components/section.tsx'
import styles from '../../settings-form/fields.module.css'

/** Another password for whoever signs in with one of Bindery's. */
export function PasswordSection() {
  const client = useQueryClient()
  const { username, displayName } = useSignedIn()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const change = useMutation({
    mutationFn: () => call('changePassword', { body: { current, password } }),
    onSuccess: () => {
      setCurrent('')
      setPassword('')
      announce('The password was changed.')
      void client.invalidateQueries({ queryKey: ['listSessions'] })
    },
  })
  const { error } = change
  const atCurrent = fieldError(error, 'current')
  const atPassword = fieldError(error, 'password')
  return (
    <Section
      layout="aside"
      title="Password"
      sentence="Changing it ends your sessions everywhere but here. Passwords never expire: change yours when somebody else may know it."
    >
      <form
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate()
        }}
      >
        {/* So that a password manager knows whose password is meant. */}
        <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
        <SecretInput
          label="Current password"
          name="password"
          autoComplete="current-password"
          required
          maxLength={256}
          value={current}
          onChange={(event) => {
            setCurrent(event.currentTarget.value)
            change.reset()
          }}
          error={atCurrent}
        />
        <NewPassword
          label="New password"
          value={password}
          onChange={(next) => {
            setPassword(next)
            change.reset()
          }}
          known={[username, displayName]}
          error={atPassword}
        />
        {error && !atCurrent && !atPassword ? <ErrorNotice error={error} /> : null}
        {change.isSuccess ? (
          <Notice tone="info" title="The password was changed">
            Your other sessions have ended.
          </Notice>
        ) : null}
        <Button type="submit" variant="default" mr="auto" loading={change.isPending}>
          Change password
        </Button>
      </form>
    </Section>
  )
}
