import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { CopyButton } from '../../components/copy-button.tsx'
import styles from './recovery-codes-dialog.module.css'
import { saveText } from './save-text.ts'

interface Props {
  codes: readonly string[]
  username: string
  onClose: () => void
}

/** The recovery codes, this once: whoever closes it has said that they kept them. */
export function RecoveryCodesDialog({ codes, username, onClose }: Props) {
  const [areKept, setKept] = useState(false)
  const lines = `${codes.join('\n')}\n`
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title="Keep your recovery codes"
    >
      <Stack gap="md">
        <Text size="sm">
          Without the device with your authenticator app, each of these signs you in one time. They are shown
          now and never again. Keep them where the device is not: on paper, or in a password manager.
        </Text>
        <ol className={styles.codes}>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <Group gap="sm">
          <CopyButton value={lines}>Copy all</CopyButton>
          <Button
            variant="default"
            onClick={() =>
              saveText('bindery-recovery-codes.txt', `Bindery recovery codes of ${username}\n\n${lines}`)
            }
          >
            Download as text
          </Button>
        </Group>
        <Checkbox
          label="I have kept them"
          checked={areKept}
          onChange={(event) => setKept(event.currentTarget.checked)}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button disabled={!areKept} onClick={onClose}>
            Done
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
