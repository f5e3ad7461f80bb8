import type { Role } from '@bindery/contract'
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { placeFieldErrors } from '../../accounts-view/place-field-errors.ts'
import { call } from '../../api/call.ts'
import { toProblem } from '../../api/problem.ts'
import { announce } from '../../components/announce.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { InvitationDialog } from './invitation-dialog.tsx'
import { RoleChoice } from './role-choice.tsx'

/** Asks who it is and in which role, then shows the link by which they choose a password. */
export function AddUser({ onClose }: { onClose: () => void }) {
  const client = useQueryClient()
  const [username, setUsername] = useState('')
  const [displayName, setDisplayName] = useState('')
  const [role, setRole] = useState<Role>('viewer')
  const add = useMutation({
    mutationFn: () => call('createUser', { body: { username, displayName, role } }),
    onSuccess: ({ user }) => {
      announce(`${user.username} was added.`)
      return client.invalidateQueries({ queryKey: ['listUsers'] })
    },
  })
  if (add.data)
    return (
      <InvitationDialog
        username={add.data.user.username}
        invitation={add.data.invitation}
        onClose={onClose}
      />
    )
  const placed = add.error
    ? placeFieldErrors(toProblem(add.error), ['username', 'displayName', 'role'], 'username')
    : []
  const at = (field: string) => placed.find((one) => one.field === field)?.message
  return (
    <Modal opened onClose={onClose} title="Add a user">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          add.mutate()
        }}
      >
        <Stack gap="md">
          <TextInput
            label="Username"
            description="What they sign in with."
            required
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={100}
            value={username}
            onChange={(event) => {
              setUsername(event.currentTarget.value)
              add.reset()
            }}
            error={at('username')}
            data-autofocus
          />
          <TextInput
            label="Name"
            description="As people know them."
            autoComplete="off"
            maxLength={200}
            value={displayName}
            onChange={(event) => setDisplayName(event.currentTarget.value)}
            error={at('displayName')}
          />
          <RoleChoice value={role} onChange={setRole} error={at('role')} />
          {add.error && placed.length === 0 ? <ErrorNotice error={add.error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={add.isPending}>
              Add and invite
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
