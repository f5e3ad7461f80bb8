import type { SamplePerson, Settings } from '@bindery/contract'
import { usernamePattern } from '@bindery/contract/words'
import { compileRules } from './compile-rules.ts'
import { mapEntry, type RawAttributes } from './map-entry.ts'
import { fillTemplate } from './template.ts'

/** An entry as Bindery would see the person, rule by rule, whatever the direction. */
export function describeSample(
  settings: Settings,
  entry: { readonly attributes: RawAttributes },
): Pick<SamplePerson, 'mapped' | 'skipReason'> {
  const rules = compileRules(settings, 'person')
  const { view, skip } = mapEntry(rules, entry.attributes)
  const mapped = rules.map((rule) => {
    const seen = view.get(rule.id)?.values ?? []
    const values =
      seen.length === 0 && rule.ifEmpty === 'default'
        ? fillTemplate(rule.defaultValue, (name) => entry.attributes.get(name.toLowerCase())?.[0])
        : seen
    return { local: rule.local, values: [...values], problem: problemOf(rule.local, rule.required, values) }
  })
  return { mapped, skipReason: skip?.detail ?? null }
}

function problemOf(local: string, required: boolean, values: readonly string[]): string | null {
  if (required && values.length === 0) return 'Required, and empty'
  if (local === 'username' && values[0] !== undefined && !usernamePattern.test(values[0]))
    return 'Not a valid username'
  return null
}
