import type { PersonInput } from '@bindery/contract'
import { Button, Group, SimpleGrid, Stack, Switch, TagsInput, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { Controller, type UseFormReturn } from 'react-hook-form'
import { FormNotice } from '../../accounts-view/form-notice.tsx'
import { labelOf } from './person-values.ts'

interface Props {
  form: UseFormReturn<PersonInput>
  onSubmit: (values: PersonInput) => void
  onCancel: () => void
  submitting: boolean
  submitLabel: string
  /** A refusal that belongs to no field, or what someone else changed. */
  notice: ReactNode
}

const texts = [
  'givenName',
  'familyName',
  'displayName',
  'employeeNumber',
  'email',
  'phone',
  'title',
  'department',
] as const

/** The fields of a person, with the message of each where it is. */
export function PersonForm({ form, onSubmit, onCancel, submitting, submitLabel, notice }: Props) {
  const { register, control, handleSubmit, formState } = form
  const { errors } = formState
  return (
    <form noValidate onSubmit={(event) => void handleSubmit(onSubmit)(event)}>
      <Stack gap="md" maw={760}>
        {notice ? <FormNotice>{notice}</FormNotice> : null}
        <TextInput
          label={labelOf('username')}
          description="1–64 letters, digits, “.”, “-” or “_”. Unique."
          required
          autoComplete="off"
          spellCheck={false}
          error={errors.username?.message}
          {...register('username')}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="md">
          {texts.map((field) => (
            <TextInput
              key={field}
              label={labelOf(field)}
              autoComplete="off"
              error={errors[field]?.message}
              {...register(field)}
            />
          ))}
        </SimpleGrid>
        <Controller
          control={control}
          name="otherEmails"
          render={({ field }) => (
            <TagsInput
              label={labelOf('otherEmails')}
              description="Press Enter after each address."
              value={field.value}
              onChange={field.onChange}
              onBlur={field.onBlur}
              ref={field.ref}
              acceptValueOnBlur
              error={
                errors.otherEmails?.message ?? errors.otherEmails?.find?.((one) => one !== undefined)?.message
              }
            />
          )}
        />
        <Controller
          control={control}
          name="active"
          render={({ field }) => (
            <Switch
              label={labelOf('active')}
              description={
                field.value ? 'The person can use the account.' : 'The account is kept and cannot be used.'
              }
              checked={field.value}
              onChange={(event) => field.onChange(event.currentTarget.checked)}
              onBlur={field.onBlur}
              ref={field.ref}
            />
          )}
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
