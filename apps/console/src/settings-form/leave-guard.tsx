import { Button, Group, Modal, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'

/** What an address edits: a settings document on several pages, or what is on its own page. */
const documentAt = ({
  pathname,
  search,
}: {
  pathname: string
  search: { directory?: number | undefined; add?: boolean | undefined }
}) => (pathname.startsWith('/settings/') ? `${search.directory ?? 'first'} ${search.add ?? false}` : pathname)

/** Leaving a document with unsaved changes asks first, in the console and in the browser's own words on closing the tab. */
export function LeaveGuard({ dirty }: { dirty: boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && documentAt(current) !== documentAt(next),
    enableBeforeUnload: dirty,
    withResolver: true,
  })
  return (
    <Modal
      opened={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title="Leave without saving?"
    >
      <Text size="sm">Your changes to these settings are not saved and will be lost.</Text>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={() => blocker.proceed?.()}>
          Discard and leave
        </Button>
        <Button onClick={() => blocker.reset?.()} data-autofocus>
          Stay
        </Button>
      </Group>
    </Modal>
  )
}
