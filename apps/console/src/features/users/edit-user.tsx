import { userInputSchema, type Role, type UserView } from '@bindery/contract'
import { Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useController } from 'react-hook-form'
import { useSignedIn } from '../../access/signed-in.ts'
import { FormFrame } from '../../accounts-view/form-frame.tsx'
import { useEditForm } from '../../accounts-view/use-edit-form.tsx'
import { call } from '../../api/call.ts'
import { query } from '../../api/query.ts'
import { announce } from '../../components/announce.tsx'
import { RoleChoice } from './role-choice.tsx'

const schema = userInputSchema.omit({ username: true })
const labels: Readonly<Record<string, string>> = { displayName: 'Name', role: 'Role' }

/** Changes name and role of a local user. If someone saved meanwhile, nothing of either is lost. */
export function EditUser({ user, onClose }: { user: UserView; onClose: () => void }) {
  const client = useQueryClient()
  const { userId } = useSignedIn()
  const params = { id: user.id }
  const edit = useEditForm<UserView, { displayName: string; role: Role }>({
    item: user,
    schema,
    valuesOf: ({ displayName, role }) => ({ displayName, role }),
    nameField: 'displayName',
    labelOf: (field) => labels[field] ?? field,
    save: (body, ifMatch) => call('updateUser', { params, body, ifMatch }),
    load: () => call('getUser', { params }),
    onSaved: (saved) => {
      client.setQueryData(query('getUser', { params }).queryKey, saved)
      announce(`${saved.username} was saved.`)
      for (const name of ['listUsers', 'listUserSessions', 'getSession'])
        void client.invalidateQueries({ queryKey: [name] })
    },
    onClose,
  })
  const { register, formState, control } = edit.form
  const role = useController({ control, name: 'role' })
  const willEnd = role.field.value !== user.role
  return (
    <FormFrame {...edit} onCancel={onClose} submitLabel="Save">
      <TextInput
        label={labels['displayName']}
        description="As people know them."
        autoComplete="off"
        error={formState.errors.displayName?.message}
        {...register('displayName')}
      />
      {user.isLastAdmin ? null : (
        <RoleChoice
          value={role.field.value}
          onChange={role.field.onChange}
          error={role.fieldState.error?.message}
        />
      )}
      {willEnd ? (
        <Text size="sm">
          {user.id === userId
            ? 'This is you: your own sessions end when you save, and you sign in again.'
            : 'Their sessions end when you save, and they sign in again.'}
        </Text>
      ) : null}
    </FormFrame>
  )
}
