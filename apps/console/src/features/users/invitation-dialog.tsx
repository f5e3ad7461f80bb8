import { invitationPath, type Invitation } from '@bindery/contract'
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { CopyButton } from '../../components/copy-button.tsx'
import styles from './invitation-dialog.module.css'

interface Props {
  username: string
  invitation: Invitation
  onClose: () => void
}

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' })

/** The link by which somebody chooses their password, this once. */
export function InvitationDialog({ username, invitation: { token, expiresAt }, onClose }: Props) {
  const link = `${location.origin}${invitationPath}#${token}`
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={`The invitation of ${username}`}
      size="lg"
    >
      <Stack gap="md">
        <Text size="sm">
          Bindery sends no mail: hand this link to {username} where you trust the way. Whoever opens it
          chooses the password. It is shown now and never again; if it is lost, invite again.
        </Text>
        <code className={styles.link}>{link}</code>
        <Group justify="space-between" gap="sm">
          <CopyButton value={link}>Copy the link</CopyButton>
          <Text size="sm" c="dimmed">
            Works once, until {exact.format(new Date(expiresAt))}
          </Text>
        </Group>
        <Group justify="flex-end">
          <Button onClick={onClose}>I have the link</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
