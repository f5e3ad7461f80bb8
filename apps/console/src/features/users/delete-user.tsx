import type { UserView } from '@bindery/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useSignedIn } from '../../access/signed-in.ts'
import { DeleteDialog } from '../../accounts-view/delete-dialog.tsx'
import { call } from '../../api/call.ts'
import { announce } from '../../components/announce.tsx'
import { countWords } from '../../components/count-words.ts'

/** Asks, then deletes a user with all that lets them in. */
export function DeleteUser({ user, onClose }: { user: UserView; onClose: () => void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { userId } = useSignedIn()
  const { id, username, tokens, origin } = user
  const remove = useMutation({
    mutationFn: () => call('deleteUser', { params: { id }, ifMatch: user.version }),
    onSuccess: async () => {
      announce(`${username} was deleted.`)
      await navigate({ to: '/admin/users', search: {} })
      for (const name of ['listUsers', 'listTokens', 'getSession'])
        void client.invalidateQueries({ queryKey: [name] })
    },
    onError: () => client.invalidateQueries({ queryKey: ['getUser'] }),
  })
  return (
    <DeleteDialog
      opened
      name={username}
      does={[
        id === userId
          ? 'This is you: you are signed out, and cannot sign in again.'
          : 'Their sessions end at once, and they cannot sign in again.',
        ...(tokens > 0 ? [`${countWords(tokens, 'token')} of theirs stop working.`] : []),
      ]}
      leaves={['What they did stays in the audit log, with their name.']}
      instead={
        origin === 'local'
          ? 'To keep somebody out for a while, disable them.'
          : 'At their next sign-in they would be added again. To keep them out, disable them.'
      }
      error={remove.error}
      deleting={remove.isPending}
      onDelete={() => remove.mutate()}
      onClose={onClose}
    />
  )
}
