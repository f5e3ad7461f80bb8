import type { Hold } from '@bindery/contract'
import { Button, Group, Modal, Text } from '@mantine/core'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { useEndHold } from './use-end-hold.ts'

/** Asks before a person may use their account again. */
export function ReleaseDialog({ hold, onClose }: { hold: Hold; onClose: () => void }) {
  const release = useEndHold(hold, onClose)
  return (
    <Modal opened onClose={onClose} title={`Release ${hold.username}?`}>
      <Text size="sm" mb="sm">
        {hold.active
          ? 'They can sign in again at once, with the groups they have now.'
          : 'The account was disabled meanwhile, and stays disabled until somebody enables it.'}
      </Text>
      <Text size="sm">
        No preview puts them on hold again for this absence. The account follows no entry until the same one
        is back in scope.
      </Text>
      {release.error ? <ErrorNotice error={release.error} /> : null}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          Keep on hold
        </Button>
        <Button loading={release.isPending} onClick={() => release.mutate(null)}>
          Release
        </Button>
      </Group>
    </Modal>
  )
}
