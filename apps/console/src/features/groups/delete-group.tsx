import type { Group } from '@bindery/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { DeleteDialog } from '../../accounts-view/delete-dialog.tsx'
import { call } from '../../api/call.ts'
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
  const linked = group.links.filter(({ state }) => state === 'active')
  const members = `${group.memberCount.toLocaleString('en')} ${group.memberCount === 1 ? 'member' : 'members'}`
  return (
    <DeleteDialog
      opened={opened}
      name={group.name}
      does={['The group and its memberships are removed from Bindery.']}
      leaves={[
        group.memberCount > 0 ? `The accounts of its ${members} stay.` : 'No account is touched.',
        ...linked.map(
          ({ directoryName }) => `The entry in ${directoryName} stays as it is; no sync deletes it.`,
        ),
        ...(linked.length > 0 ? ['The next sync does not bring the group back: the link remembers it.'] : []),
      ]}
      error={remove.error}
      deleting={remove.isPending}
      onDelete={() => remove.mutate()}
      onClose={onClose}
    />
  )
}
