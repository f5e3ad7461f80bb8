import type { PersonInput } from '@bindery/contract'
import { SimpleGrid, Switch, TagsInput, TextInput } from '@mantine/core'
import { Controller } from 'react-hook-form'
import { FormFrame, type FormProps } from '../../accounts-view/form-frame.tsx'
import { labelOf } from './person-values.ts'

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
export function PersonForm(props: FormProps<PersonInput>) {
  const { register, control, formState } = props.form
  const { errors } = formState
  return (
    <FormFrame {...props}>
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
    </FormFrame>
  )
}
