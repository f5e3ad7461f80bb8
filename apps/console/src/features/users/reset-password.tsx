import type { UserView } from '@bindery/contract'
import { Checkbox, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { query } from '../../api/query.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { InvitationDialog } from './invitation-dialog.tsx'

/** Asks, then makes a new link by which a local user chooses a password. */
export function ResetPassword({ user, onClose }: { user: UserView; onClose: () => void }) {
  const client = useQueryClient()
  const { id, username } = user
  const params = { id }
  // As it was when this was asked: the answer says that there is no password any more.
  const [hadPassword] = useState(user.hasPassword)
  const [removeTotp, setRemoveTotp] = useState(false)
  const invite = useMutation({
    mutationFn: () => call('inviteAgain', { params, body: { removeTotp } }),
    onSuccess: (answer) => {
      client.setQueryData(query('getUser', { params }).queryKey, answer.user)
      for (const name of ['listUsers', 'listUserSessions', 'getSession'])
        void client.invalidateQueries({ queryKey: [name] })
    },
  })
  if (invite.data)
    return <InvitationDialog username={username} invitation={invite.data.invitation} onClose={onClose} />
  return (
    <ConfirmDialog
      opened
      title={hadPassword ? `Reset the password of ${username}?` : `Invite ${username} again?`}
      confirmLabel={hadPassword ? 'Reset and make a link' : 'Make a new link'}
      isDangerous={hadPassword}
      error={invite.error}
      pending={invite.isPending}
      onConfirm={() => invite.mutate()}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">
          {hadPassword
            ? 'The password and their sessions end at once. You get a link by which they choose another.'
            : 'You get a new link; the one before no longer works.'}
        </Text>
        {user.hasTotp ? (
          <Checkbox
            label="Also take away their authenticator app"
            description={
              removeTotp
                ? 'Whoever opens the link needs nothing else: be sure that it reaches them.'
                : 'Only for somebody who lost the device and the recovery codes. Else a code of it is asked for.'
            }
            checked={removeTotp}
            onChange={(event) => setRemoveTotp(event.currentTarget.checked)}
          />
        ) : null}
      </Stack>
    </ConfirmDialog>
  )
}
