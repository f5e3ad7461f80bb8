import type { Directory } from '@bindery/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useForm, useWatch, type FieldPath } from 'react-hook-form'
import { call } from '../api/call.ts'
import { toProblem, type ApiProblem } from '../api/problem.ts'
import { announce } from '../components/announce.tsx'
import { diffValues } from './diff-values.ts'
import { focusField } from './focus-field.ts'
import { newValues, settingsResolver, valuesOf, type DirectoryInput, type FormValues } from './form-values.ts'
import { placeProblem } from './place-problem.ts'

/** The settings document of one directory as a form; without one, the form that creates it. */
export function useSettingsForm(directory: Directory | undefined, onCreated: (id: number) => void) {
  const client = useQueryClient()
  /** `shown` is what the form was last given: the saved document, or a merge of it with edits. */
  const [{ saved, version, shown }, setAdopted] = useState(() => {
    const values = directory ? valuesOf(directory) : newValues()
    return { saved: values, version: directory?.version ?? 0, shown: values }
  })
  const [conflict, setConflict] = useState<Directory>()
  const form = useForm<FormValues, unknown, DirectoryInput>({
    resolver: settingsResolver,
    defaultValues: structuredClone(saved),
    mode: 'onTouched',
  })

  const adopt = (fresh: Directory) => {
    const values = valuesOf(fresh)
    setAdopted({ saved: values, version: fresh.version, shown: values })
  }
  const current = useWatch({ control: form.control, compute: (values: FormValues) => values })
  const changes = diffValues(saved, current)
  // Saved elsewhere and nothing edited here: take it over. With edits, saving tells (409).
  if (directory && directory.version > version && changes.length === 0) adopt(directory)
  useEffect(() => form.reset(structuredClone(shown)), [form, shown])

  const save = useMutation<Directory, Error, { values: DirectoryInput; version: number }>({
    mutationFn: (input) =>
      directory
        ? call('updateDirectory', {
            params: { id: directory.id },
            body: input.values,
            ifMatch: input.version,
          })
        : call('createDirectory', { body: input.values }),
    onSuccess: async (fresh) => {
      adopt(fresh)
      announce(directory ? 'Saved' : 'Directory created')
      await client.invalidateQueries({ queryKey: ['listDirectories'] })
      if (!directory) onCreated(fresh.id)
    },
    onError: async (error) => {
      const problem = toProblem(error)
      if (problem.code === 'version_conflict' && directory)
        setConflict(await call('getDirectory', { params: { id: directory.id } }))
      else placeOnFields(problem)
    },
  })

  function placeOnFields(problem: ApiProblem) {
    const places = placeProblem(problem)
    for (const { field, message } of places) form.setError(field as FieldPath<FormValues>, { message })
    if (places[0]) focusField(places[0].field)
  }
  const submit = form.handleSubmit(
    (values) => save.mutateAsync({ values, version }).catch(() => undefined),
    () => announce('Some fields need attention'),
  )

  return {
    form,
    current,
    saved,
    changes,
    save,
    submit: () => submit(),
    placeOnFields,
    discard: () => {
      save.reset()
      form.reset(structuredClone(saved))
    },
    conflict,
    setConflict,
    adopt,
    /** Takes over their document with my edits on top, and saves that. */
    saveMerged: (theirs: Directory, merged: FormValues) => {
      setAdopted({ saved: valuesOf(theirs), version: theirs.version, shown: merged })
      // Not through the form: it takes `merged` over only on the next render. The server checks it all the same.
      save.mutate({ values: merged, version: theirs.version })
    },
    directory,
  }
}
export type SettingsFormState = ReturnType<typeof useSettingsForm>
