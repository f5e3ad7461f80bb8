import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { sessionQuery } from '../../access/session-query.ts'
import { useSignedIn } from '../../access/signed-in.ts'
import { call } from '../../api/call.ts'
import { announce } from '../../components/announce.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { countWords } from '../../components/count-words.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Notice } from '../../components/notice.tsx'
import { Section } from '../../components/section.tsx'
import { AddAppDialog } from './add-app-dialog.tsx'
import { RecoveryCodesDialog } from './recovery-codes-dialog.tsx'

/** So few are left that it is time for new ones. */
const fewCodes = 3

/** The second factor of whoever signs in with a password of Bindery's, and what helps when it is lost. */
export function AppSection() {
  const client = useQueryClient()
  const { username, hasTotp } = useSignedIn()
  const [codes, setCodes] = useState<readonly string[]>()
  const begin = useMutation({ mutationFn: () => call('beginTotp', {}) })
  const lookAgain = () => client.invalidateQueries({ queryKey: sessionQuery.queryKey })
  return (
    <Section
      layout="aside"
      title="Authenticator app"
      sentence="A code of an app, asked for after the password: whoever learns the password alone does not get in."
    >
      {hasTotp ? (
        <AppInUse onCodes={setCodes} onChange={() => void lookAgain()} />
      ) : (
        <Stack gap="md" align="flex-start">
          <Text size="sm">You have none: your password alone signs you in.</Text>
          {begin.error ? <ErrorNotice error={begin.error} /> : null}
          <Button variant="default" loading={begin.isPending} onClick={() => begin.mutate()}>
            Set up an authenticator app
          </Button>
        </Stack>
      )}
      {begin.data && codes === undefined ? (
        <AddAppDialog
          {...begin.data}
          onClose={begin.reset}
          onConfirmed={(recoveryCodes) => {
            setCodes(recoveryCodes)
            begin.reset()
            announce('The authenticator app is in use.')
            void lookAgain()
          }}
        />
      ) : null}
      {codes ? (
        <RecoveryCodesDialog codes={codes} username={username} onClose={() => setCodes(undefined)} />
      ) : null}
    </Section>
  )
}

interface AppInUseProps {
  onCodes: (codes: readonly string[]) => void
  onChange: () => void
}

function AppInUse({ onCodes, onChange }: AppInUseProps) {
  const { recoveryCodesLeft } = useSignedIn()
  const [asks, setAsks] = useState<'remove' | 'renew'>()
  const close = () => setAsks(undefined)
  const remove = useMutation({
    mutationFn: () => call('removeTotp', {}),
    onSuccess: () => {
      close()
      announce('The authenticator app was removed.')
      onChange()
    },
  })
  const renew = useMutation({
    mutationFn: () => call('renewRecoveryCodes', {}),
    onSuccess: ({ recoveryCodes }) => {
      close()
      onCodes(recoveryCodes)
      onChange()
    },
  })
  const ask = (what: 'remove' | 'renew') => {
    remove.reset()
    renew.reset()
    setAsks(what)
  }
  const left = countWords(recoveryCodesLeft, 'recovery code')
  return (
    <Stack gap="md">
      <Text size="sm">
        In use: each sign-in asks for a code.{' '}
        {recoveryCodesLeft > fewCodes ? `You have ${left} left, for when the device is lost.` : null}
      </Text>
      {recoveryCodesLeft > fewCodes ? null : (
        <Notice
          tone="info"
          title={recoveryCodesLeft === 0 ? 'No recovery code is left' : `Only ${left} left`}
        >
          If the device is lost and no code is left, only an admin can let you in again. Get new ones.
        </Notice>
      )}
      <Group gap="sm">
        <Button variant="default" onClick={() => ask('renew')}>
          New recovery codes…
        </Button>
        <Button variant="default" onClick={() => ask('remove')}>
          Remove the app…
        </Button>
      </Group>
      <ConfirmDialog
        opened={asks === 'renew'}
        title="Get new recovery codes?"
        confirmLabel="Get new codes"
        error={renew.error}
        pending={renew.isPending}
        onConfirm={() => renew.mutate()}
        onClose={close}
      >
        You get ten new ones. Those that you have kept no longer work.
      </ConfirmDialog>
      <ConfirmDialog
        opened={asks === 'remove'}
        title="Remove the authenticator app?"
        confirmLabel="Remove the app"
        cancelLabel="Keep"
        isDangerous
        error={remove.error}
        pending={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={close}
      >
        From then on your password alone signs you in. The recovery codes no longer work. For another device,
        remove the app here and set it up again.
      </ConfirmDialog>
    </Stack>
  )
}
