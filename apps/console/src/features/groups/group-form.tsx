import type { GroupInput } from '@bindery/contract'
import { Button, Group, Stack, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { FormNotice } from '../../accounts-view/form-notice.tsx'
import { labelOf } from './group-values.ts'

interface Props {
  form: UseFormReturn<GroupInput>
  onSubmit: (values: GroupInput) => void
  onCancel: () => void
  submitting: boolean
  submitLabel: string
  /** A refusal that belongs to no field, or what someone else changed. */
  notice: ReactNode
}

/** Name and description of a group. */
export function GroupForm({ form, onSubmit, onCancel, submitting, submitLabel, notice }: Props) {
  const { register, handleSubmit, formState } = form
  return (
    <form noValidate onSubmit={(event) => void handleSubmit(onSubmit)(event)}>
      <Stack gap="md" maw={560} mb="lg">
        {notice ? <FormNotice>{notice}</FormNotice> : null}
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
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={submitting}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
