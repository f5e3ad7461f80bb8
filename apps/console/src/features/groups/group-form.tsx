import type { GroupInput } from '@bindery/contract'
import { TextInput } from '@mantine/core'
import { FormFrame, type FormProps } from '../../accounts-view/form-frame.tsx'
import { labelOf } from './group-values.ts'

/** Name and description of a group. */
export function GroupForm(props: FormProps<GroupInput>) {
  const { register, formState } = props.form
  return (
    <FormFrame {...props}>
      <TextInput
        label={labelOf('name')}
        description="Unique among your groups."
        required
        autoComplete="off"
        error={formState.errors.name?.message}
        {...register('name')}
      />
      <TextInput
        label={labelOf('description')}
        autoComplete="off"
        error={formState.errors.description?.message}
        {...register('description')}
      />
    </FormFrame>
  )
}
