import { Button, Group, List, Modal, Text } from '@mantine/core'
import { ErrorNotice } from '../components/error-notice.tsx'

interface Props {
  opened: boolean
  name: string
  /** What deleting does, a sentence each. */
  does: readonly string[]
  /** What it leaves alone, a sentence each. */
  leaves: readonly string[]
  /** A gentler way, where there is one. */
  instead?: string | undefined
  error: Error | null
  deleting: boolean
  onDelete: () => void
  onClose: () => void
}

/** Asks before deleting, and says what will and what will not happen. */
export function DeleteDialog({
  opened,
  name,
  does,
  leaves,
  instead,
  error,
  deleting,
  onDelete,
  onClose,
}: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Delete ${name}?`}>
      {instead ? (
        <Text size="sm" mb="sm">
          {instead}
        </Text>
      ) : null}
      <Text size="sm" fw={600}>
        What happens
      </Text>
      <List size="sm" mb="sm">
        {does.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
      {leaves.length > 0 ? (
        <>
          <Text size="sm" fw={600}>
            What does not
          </Text>
          <List size="sm">
            {leaves.map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
        </>
      ) : null}
      {error ? <ErrorNotice error={error} /> : null}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          Keep
        </Button>
        <Button color="red.9" onClick={onDelete} loading={deleting}>
          Delete {name}
        </Button>
      </Group>
    </Modal>
  )
}
