import type { Hold } from '@bindery/contract'
import { Button, Group, Modal, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { useEndHold } from './use-end-hold.ts'

/** Asks for the username to be typed before the account is deleted ahead of its time. */
export function DeleteHeldDialog({ hold, onClose }: { hold: Hold; onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const remove = useEndHold(hold, onClose)
  const right = typed.trim().toLowerCase() === hold.username.toLowerCase()
  return (
    <Modal opened onClose={onClose} title={`Delete the account ${hold.username}?`}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (right) remove.mutate(typed)
        }}
      >
        <Text size="sm" mb="md">
          The account is removed from Bindery and leaves its groups here. It does not come back by itself,
          even if the entry does. To end only the hold, release them instead.
        </Text>
        <TextInput
          label={`Type ${hold.username} to delete the account`}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={
            typed !== '' && !right && typed.length >= hold.username.length
              ? 'That is another username'
              : undefined
          }
        />
        {remove.error ? <ErrorNotice error={remove.error} /> : null}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Keep on hold
          </Button>
          <Button type="submit" color="red.9" disabled={!right} loading={remove.isPending}>
            Delete the account
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
