import { domainOfBindName, fillPreset, type Preset, type Settings } from '@bindery/contract'
import { useState } from 'react'
import type { FieldPath } from 'react-hook-form'
import { announce } from '../../components/announce.tsx'
import { countWords } from '../../components/count-words.ts'
import { diffValues, sameValue, type SettingChange } from '../../settings-form/diff-values.ts'
import type { FormValues } from '../../settings-form/form-values.ts'
import { useSettings } from '../../settings-form/settings-context.ts'

/** What a preset did to the form. */
export interface Filled {
  readonly preset: Preset
  readonly changes: readonly SettingChange[]
  /** The search bases could not be told: the domain is not known. */
  readonly withoutDomain: boolean
}

/** Fills the form for a kind of server; nothing is saved. The domain is the tested server's, or that of the bind name. */
export function usePreset() {
  const { form, test } = useSettings()
  const [filled, setFilled] = useState<Filled>()
  const fill = (preset: Preset) => {
    const before = structuredClone(form.getValues())
    const { urls, bindDn } = before.settings.connection
    const told = sameValue(test.tested?.settings.connection.urls, urls)
      ? (test.steps.root_dse?.server?.defaultNamingContext ?? '')
      : ''
    const domain = told === '' ? domainOfBindName(bindDn) : told
    const settings = fillPreset(preset, before.settings, domain)
    for (const [path, value] of fieldsOf(settings))
      form.setValue(path, value as never, { shouldDirty: true, shouldValidate: true })
    const changes = diffValues(before, { ...before, settings })
    setFilled({ preset, changes, withoutDomain: domain === '' && preset.places !== null })
    announce(`${preset.label}: ${countWords(changes.length, 'field')} filled`)
  }
  return { filled, fill }
}

/** The fields of the form that a preset may fill. */
function fieldsOf({ people, groups, mapping }: Settings): [FieldPath<FormValues>, unknown][] {
  const parts = { people, groups, mapping }
  return Object.entries(parts).flatMap(([part, fields]) =>
    Object.entries(fields).map(([name, value]): [FieldPath<FormValues>, unknown] => [
      `settings.${part}.${name}` as FieldPath<FormValues>,
      value,
    ]),
  )
}
