import type { Person } from '@bindery/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { countWords } from '../../components/count-words.ts'
import { afterDeletion } from '../../accounts-view/after-deletion.ts'
import { DeleteDialog } from '../../accounts-view/delete-dialog.tsx'
import { call } from '../../api/call.ts'
import { useDirectory } from '../../api/use-directory.ts'
import { announce } from '../../components/announce.tsx'

interface Props {
  person: Person
  opened: boolean
  onClose: () => void
}

/** Asks, then deletes a person from the accounts. */
export function DeletePerson({ person, opened, onClose }: Props) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const remove = useMutation({
    mutationFn: () => call('deletePerson', { params: { id: person.id }, ifMatch: person.version }),
    onSuccess: async () => {
      announce(`${person.username} was deleted.`)
      await navigate({ to: '/people', search: {} })
      await client.invalidateQueries({ queryKey: ['listPeople'] })
    },
    onError: () => client.invalidateQueries({ queryKey: ['getPerson'] }),
  })
  const { directories } = useDirectory()
  const linked = person.links.filter(({ state }) => state === 'active').map((link) => link.directoryId)
  const entries = directories
    .filter(({ id }) => linked.includes(id))
    .map((directory) => afterDeletion('person', directory))
  return (
    <DeleteDialog
      opened={opened}
      name={person.username}
      does={[
        'The account is removed from Bindery and can no longer be used.',
        ...(person.groups.length > 0 ? [`It leaves ${countWords(person.groups.length, 'group')} here.`] : []),
        ...entries.flatMap(({ changes, sentence }) => (changes ? [sentence] : [])),
      ]}
      leaves={[
        ...entries.flatMap(({ changes, sentence }) => (changes ? [] : [sentence])),
        ...(linked.length === 0 ? ['Nothing else is touched.'] : []),
      ]}
      instead={
        person.active ? 'To stop the account from being used, and keep it, disable it instead.' : undefined
      }
      error={remove.error}
      deleting={remove.isPending}
      onDelete={() => remove.mutate()}
      onClose={onClose}
    />
  )
}
