import type { UserView } from '@bindery/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useSignedIn } from '../../access/signed-in.ts'
import { call } from '../../api/call.ts'
import { query } from '../../api/query.ts'
import { announce } from '../../components/announce.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'

/** Asks, then keeps a user out, or lets them in again. */
export function DisableUser({ user, onClose }: { user: UserView; onClose: () => void }) {
  const client = useQueryClient()
  const { userId } = useSignedIn()
  const { id, username, disabled, version } = user
  const params = { id }
  const change = useMutation({
    mutationFn: () => call('updateUser', { params, body: { disabled: !disabled }, ifMatch: version }),
    onSuccess: (saved) => {
      onClose()
      client.setQueryData(query('getUser', { params }).queryKey, saved)
      announce(`${username} was ${disabled ? 'enabled' : 'disabled'}.`)
      for (const name of ['listUsers', 'listUserSessions', 'listTokens', 'getSession'])
        void client.invalidateQueries({ queryKey: [name] })
    },
    onError: () => client.invalidateQueries({ queryKey: ['getUser'] }),
  })
  const verb = disabled ? 'Enable' : 'Disable'
  return (
    <ConfirmDialog
      opened
      title={`${verb} ${username}?`}
      confirmLabel={verb}
      isDangerous={!disabled}
      error={change.error}
      pending={change.isPending}
      onConfirm={() => change.mutate()}
      onClose={onClose}
    >
      {disabled
        ? 'They may sign in again, and their tokens work again.'
        : id === userId
          ? 'This is you: you are signed out at once, and another admin must let you in again.'
          : 'Their sessions end at once. They cannot sign in, and their tokens do nothing, until they are enabled again.'}
    </ConfirmDialog>
  )
}
