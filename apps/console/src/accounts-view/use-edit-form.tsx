import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm, type DefaultValues, type FieldErrors, type FieldValues, type Path } from 'react-hook-form'
import type { z } from 'zod'
import { toProblem } from '../api/problem.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { foreignChanges, type ForeignChange } from './lost-update.ts'
import { LostUpdateNotice } from './lost-update-notice.tsx'
import { placeFieldErrors } from './place-field-errors.ts'
import { onlyFields, touchedFields } from './touched-fields.ts'

interface Options<Item extends { version: number }, Values extends FieldValues> {
  item: Item
  schema: z.ZodType<Values, Values>
  valuesOf: (item: Item) => Values
  /** The field that must be unique. */
  nameField: string
  labelOf: (field: string) => string
  save: (patch: Partial<Values>, version: number) => Promise<Item>
  load: () => Promise<Item>
  onSaved: (item: Item) => void
  /** There is nothing more to edit. */
  onClose: () => void
}

/**
 * A form over something that others may change meanwhile. Only touched fields are judged and sent. After a lost
 * update the form takes over what others changed where nothing was entered, and the notice tells what that was.
 */
export function useEditForm<Item extends { version: number }, Values extends FieldValues>({
  item,
  schema,
  valuesOf,
  nameField,
  labelOf,
  save,
  load,
  onSaved,
  onClose,
}: Options<Item, Values>) {
  const [opened, setOpened] = useState(item)
  const [foreign, setForeign] = useState<ForeignChange[] | null>(null)
  const judge = zodResolver(schema)
  const form = useForm<Values>({
    defaultValues: valuesOf(item) as DefaultValues<Values>,
    resolver: async (values, context, options) => {
      const { errors } = await judge(values, context, options)
      const own = onlyFields(errors, touchedFields(valuesOf(opened), values)) as FieldErrors<Values>
      return Object.keys(own).length > 0 ? { values: {}, errors: own } : { values, errors: {} }
    },
  })
  const mutation = useMutation({
    mutationFn: (values: Values) =>
      save(onlyFields(values, touchedFields(valuesOf(opened), values)), opened.version),
    onSuccess: (saved) => {
      onSaved(saved)
      onClose()
    },
    onError: async (error, values) => {
      const problem = toProblem(error)
      for (const { field, message } of placeFieldErrors(problem, Object.keys(values), nameField))
        form.setError(field as Path<Values>, { message }, { shouldFocus: true })
      if (problem.code !== 'version_conflict') return
      const now = await load()
      const touched = touchedFields(valuesOf(opened), values)
      setForeign(foreignChanges(valuesOf(opened), valuesOf(now), values, touched))
      setOpened(now)
      form.reset({ ...valuesOf(now), ...onlyFields(values, touched) })
    },
  })
  const problem = mutation.error ? toProblem(mutation.error) : null
  const placed = problem ? placeFieldErrors(problem, Object.keys(valuesOf(opened)), nameField) : []
  const lost = problem?.code === 'version_conflict'
  return {
    form,
    onSubmit: (values: Values) =>
      touchedFields(valuesOf(opened), values).size === 0 ? onClose() : mutation.mutate(values),
    submitting: mutation.isPending,
    /** What others changed while this was open, or a refusal that belongs to no field. */
    notice:
      lost && foreign ? (
        <LostUpdateNotice changes={foreign} labelOf={labelOf} />
      ) : problem && !lost && placed.length === 0 ? (
        <ErrorNotice error={problem} />
      ) : null,
  }
}
