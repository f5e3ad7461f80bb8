import { Button, Group, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import type { FieldValues, UseFormReturn } from 'react-hook-form'
import { FormNotice } from './form-notice.tsx'

/** What a form over an account needs beside its fields. */
export interface FormProps<Values extends FieldValues> {
  form: UseFormReturn<Values>
  onSubmit: (values: Values) => void
  onCancel: () => void
  submitting: boolean
  submitLabel: string
  /** A refusal that belongs to no field, or what someone else changed. */
  notice: ReactNode
}

/** The frame of a form: what it was refused for above the fields, the buttons below. */
export function FormFrame<Values extends FieldValues>(props: FormProps<Values> & { children: ReactNode }) {
  const { form, onSubmit, onCancel, submitting, submitLabel, notice, children } = props
  return (
    <form noValidate onSubmit={(event) => void form.handleSubmit(onSubmit)(event)}>
      <Stack gap="md" maw={760} mb="lg">
        {notice ? <FormNotice>{notice}</FormNotice> : null}
        {children}
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
