import {
  signInSettingsInputSchema,
  type SignInSettingsInput,
  type SignInSettingsState,
} from '@bindery/contract'
import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useForm, useWatch, type FieldPath, type UseFormReturn } from 'react-hook-form'
import { call } from '../../api/call.ts'
import { toProblem } from '../../api/problem.ts'
import { query } from '../../api/query.ts'
import { announce } from '../../components/announce.tsx'
import { focusField } from '../../settings-form/focus-field.ts'
import { wordIssue } from '../../settings-form/word-issue.ts'
import { changesOf } from './changes-of.ts'

export type FormValues = SignInSettingsInput
export type SignInForm = UseFormReturn<FormValues>

const resolver = zodResolver(signInSettingsInputSchema, { error: wordIssue })
const valuesOf = ({ settings }: SignInSettingsState): FormValues => ({
  settings,
  clientSecret: { keep: true },
})

/** The settings of signing in as a form over what is saved. */
export function useSignInSettingsForm(state: SignInSettingsState) {
  const client = useQueryClient()
  const [base, setBase] = useState(state)
  const form = useForm<FormValues>({
    resolver,
    defaultValues: structuredClone(valuesOf(base)),
    mode: 'onTouched',
  })
  const current = useWatch({ control: form.control, compute: (values: FormValues) => values })
  const changes = changesOf(valuesOf(base), current)
  // Saved elsewhere and nothing edited here: take it over. With edits, saving tells (409).
  if (state.version > base.version && changes.length === 0) setBase(state)
  useEffect(() => form.reset(structuredClone(valuesOf(base))), [form, base])

  const save = useMutation({
    mutationFn: (values: FormValues) => call('updateSignInSettings', { body: values, ifMatch: base.version }),
    onSuccess: (fresh) => {
      client.setQueryData(query('getSignInSettings', {}).queryKey, fresh)
      setBase(fresh)
      announce('Saved')
    },
    onError: (error) => {
      const { errors } = toProblem(error)
      for (const { path, message } of errors)
        form.setError(path.join('.') as FieldPath<FormValues>, { message })
      if (errors[0]) focusField(errors[0].path.join('.'))
    },
  })
  const submit = form.handleSubmit(
    (values) => save.mutateAsync(values).catch(() => undefined),
    () => announce('Some fields need attention'),
  )
  return {
    base,
    form,
    current,
    changes,
    save,
    submit: () => submit(),
    discard: () => {
      save.reset()
      form.reset(structuredClone(valuesOf(base)))
    },
    /** Forgets what was edited, for what somebody else saved. */
    reload: async () => {
      const fresh = await client.fetchQuery({ ...query('getSignInSettings', {}), staleTime: 0 })
      save.reset()
      setBase(fresh)
      form.reset(structuredClone(valuesOf(fresh)))
    },
  }
}
