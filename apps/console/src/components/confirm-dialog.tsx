import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { ErrorNotice } from './error-notice.tsx'

interface Props {
  opened: boolean
  /** As a question: "Revoke backup?" */
  title: string
  /** What will happen. */
  children: ReactNode
  /** What the button does, in a verb. */
  confirmLabel: string
  cancelLabel?: string
  /** It takes something away. */
  isDangerous?: boolean
  error: unknown
  pending: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Asks before something that cannot be taken back by a click; a refusal is told here, too. */
export function ConfirmDialog(props: Props) {
  const { opened, title, children, confirmLabel, cancelLabel = 'Cancel', isDangerous = false } = props
  const { error, pending, onConfirm, onClose } = props
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <Stack gap="md">
        <Text size="sm" component="div">
          {children}
        </Text>
        {error ? <ErrorNotice error={error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {cancelLabel}
          </Button>
          <Button {...(isDangerous && { color: 'red.9' })} onClick={onConfirm} loading={pending}>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
