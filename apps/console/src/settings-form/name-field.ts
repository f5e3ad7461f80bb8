import { attributeLabel } from '../components/attribute-label.ts'
import { fieldText } from './field-texts.ts'
import type { FormValues } from './form-values.ts'

/** What a field is called on screen; a mapping rule is called by the attribute that it fills. */
export function nameField(path: string, { settings }: FormValues): string {
  const [, list, index] = /^settings\.mapping\.(people|groups)\.(\d+)/.exec(path) ?? []
  if (list !== 'people' && list !== 'groups') return fieldText(path).label
  const rule = settings.mapping[list]?.[Number(index)]
  if (!rule) return fieldText(path).label
  return attributeLabel(rule.local, list === 'people' ? 'person' : 'group')
}
