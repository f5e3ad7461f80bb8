import { MayCall } from '../../access/may-call.tsx'
import { Button, List } from '@mantine/core'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { usePreview } from '../../api/use-preview.ts'

/** Before the first preview: what it is, that it writes nothing, and the button. */
export function FirstPreview({ directoryId }: { directoryId: number }) {
  const preview = usePreview(directoryId)
  return (
    <>
      {preview.error ? <ErrorNotice error={preview.error} /> : null}
      <EmptyState
        title="See what would change, before anything does"
        action={
          <MayCall name="startPreview">
            <Button loading={preview.isPending} onClick={() => preview.mutate('preview')}>
              Preview
            </Button>
          </MayCall>
        }
      >
        <List size="sm" spacing={4} ta="left" maw={460} mx="auto">
          <List.Item>
            A preview reads the directory and your accounts and compares them. It writes nothing.
          </List.Item>
          <List.Item>It lists every change on either side, with the old and the new value and why.</List.Item>
          <List.Item>You leave out what you do not want, and apply exactly the rest.</List.Item>
        </List>
      </EmptyState>
    </>
  )
}
