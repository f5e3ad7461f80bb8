import { Button, Group, Input, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldError } from '../../access/field-error.ts'
import { call } from '../../api/call.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import styles from './add-app-dialog.module.css'
import { QrCode } from './qr-code.tsx'

interface Props {
  secret: string
  uri: string
  onConfirmed: (recoveryCodes: readonly string[]) => void
  onClose: () => void
}

/** Gives an authenticator app its secret, and has one of its codes shown: nothing counts before. */
export function AddAppDialog({ secret, uri, onConfirmed, onClose }: Props) {
  const [code, setCode] = useState('')
  const confirm = useMutation({
    mutationFn: () => call('confirmTotp', { body: { code } }),
    onSuccess: ({ recoveryCodes }) => onConfirmed(recoveryCodes),
  })
  const { error } = confirm
  const atCode = fieldError(error, 'code')
  return (
    <Modal opened onClose={onClose} title="Set up an authenticator app" closeOnClickOutside={false}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          confirm.mutate()
        }}
      >
        <Stack gap="md">
          <Text size="sm">
            Scan this with an authenticator app, such as Aegis, 2FAS, Google Authenticator or a password
            manager. Then enter the code that it shows.
          </Text>
          <QrCode text={uri} label="QR code for the authenticator app" />
          <Input.Wrapper label="Or type this secret into the app: by time, six digits" labelElement="div">
            <Group gap="sm" mt={6}>
              <code className={styles.secret}>{inFours(secret)}</code>
              <CopyButton value={secret} size="compact-sm">
                Copy secret
              </CopyButton>
            </Group>
          </Input.Wrapper>
          <TextInput
            label="Code that the app shows"
            name="code"
            autoComplete="one-time-code"
            inputMode="numeric"
            required
            withAsterisk={false}
            maxLength={10}
            w={200}
            value={code}
            onChange={(event) => {
              setCode(event.currentTarget.value)
              confirm.reset()
            }}
            error={atCode}
            data-autofocus
          />
          {error && !atCode ? <ErrorNotice error={error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={confirm.isPending}>
              Confirm
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** In groups of four, as one reads and types it. */
const inFours = (secret: string) => (secret.match(/.{1,4}/g) ?? []).join(' ')
