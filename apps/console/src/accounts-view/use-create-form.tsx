import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useForm, type DefaultValues, type FieldValues, type Path } from 'react-hook-form'
import type { z } from 'zod'
import { toProblem } from '../api/problem.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { placeFieldErrors } from './place-field-errors.ts'

interface Options<Item, Values extends FieldValues> {
  schema: z.ZodType<Values, Values>
  empty: Values
  /** The field that must be unique. */
  nameField: string
  create: (values: Values) => Promise<Item>
  onCreated: (item: Item) => Promise<void>
}

/** A form that adds an account; a refusal is shown at its field, or above the form when it has none. */
export function useCreateForm<Item, Values extends FieldValues>(options: Options<Item, Values>) {
  const { schema, empty, nameField, create, onCreated } = options
  const form = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: empty as DefaultValues<Values>,
  })
  const place = (error: Error) => placeFieldErrors(toProblem(error), Object.keys(empty), nameField)
  const { mutate, isPending, error } = useMutation({
    mutationFn: create,
    onSuccess: onCreated,
    onError: (refusal) => {
      for (const { field, message } of place(refusal))
        form.setError(field as Path<Values>, { message }, { shouldFocus: true })
    },
  })
  return {
    form,
    onSubmit: (values: Values) => mutate(values),
    submitting: isPending,
    notice: error && place(error).length === 0 ? <ErrorNotice error={error} /> : null,
  }
}
