import { defaultSettings, directoryInputSchema, type Directory, type DirectoryInput } from '@bindery/contract'
import { zodResolver } from '@hookform/resolvers/zod'
import type { z } from 'zod'
import { wordIssue } from './word-issue.ts'

/** What the settings pages edit: the whole document of one directory, as it is sent. */
export type FormValues = z.input<typeof directoryInputSchema>
export type { DirectoryInput }

export function valuesOf({ name, enabled, settings }: Directory): FormValues {
  return { name, enabled, settings, secrets: { bindPassword: { keep: true }, clientKey: { keep: true } } }
}

/** The creation form: what an OpenLDAP admin expects, with a password to enter. */
export function newValues(): FormValues {
  return {
    name: 'Main directory',
    enabled: false,
    settings: defaultSettings(),
    secrets: { bindPassword: { set: '' }, clientKey: { keep: true } },
  }
}

const formSchema = directoryInputSchema.superRefine(({ settings, secrets }, context) => {
  const { bindPassword } = secrets
  if (settings.connection.bindDn !== '' && 'set' in bindPassword && bindPassword.set === '')
    context.addIssue({
      code: 'custom',
      path: ['secrets', 'bindPassword'],
      message: 'Enter the password of the bind DN; an empty one would bind as nobody',
    })
})

export const settingsResolver = zodResolver(formSchema, { error: wordIssue })
