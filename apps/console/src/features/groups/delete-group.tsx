import type { Group } from '@bindery/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { countWords } from '../../components/count-words.ts'
import { afterDeletion } from '../../accounts-view/after-deletion.ts'
import { DeleteDialog } from '../../accounts-view/delete-dialog.tsx'
import { call } from '../../api/call.ts'
import { useDirectory } from '../../api/use-directory.ts'
import { announce } from '../../components/announce.tsx'

interface Props {
  group: Group
  opened: boolean
  onClose: () => void
}

/** Asks, then deletes a group from the accounts. */
export function DeleteGroup({ group, opened, onClose }: Props) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const remove = useMutation({
    mutationFn: () => call('deleteGroup', { params: { id: group.id }, ifMatch: group.version }),
    onSuccess: async () => {
      announce(`${group.name} was deleted.`)
      await navigate({ to: '/groups', search: {} })
      await client.invalidateQueries({ queryKey: ['listGroups'] })
    },
    onError: () => client.invalidateQueries({ queryKey: ['getGroup'] }),
  })
  const { directories } = useDirectory()
  const linked = group.links.filter(({ state }) => state === 'active').map((link) => link.directoryId)
  const entries = directories
    .filter(({ id }) => linked.includes(id))
    .map((directory) => afterDeletion('group', directory))
  return (
    <DeleteDialog
      opened={opened}
      name={group.name}
      does={[
        'The group and its memberships are removed from Bindery.',
        ...entries.flatMap(({ changes, sentence }) => (changes ? [sentence] : [])),
      ]}
      leaves={[
        group.memberCount > 0
          ? `The accounts of its ${countWords(group.memberCount, 'member')} stay.`
          : 'No account is touched.',
        ...entries.flatMap(({ changes, sentence }) => (changes ? [] : [sentence])),
      ]}
      error={remove.error}
      deleting={remove.isPending}
      onDelete={() => remove.mutate()}
      onClose={onClose}
    />
  )
}
