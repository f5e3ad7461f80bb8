import { get, useController, type FieldPath } from 'react-hook-form'
import { fieldText } from './field-texts.ts'
import type { FormValues } from './form-values.ts'
import { useSettings } from './settings-context.ts'

/** One field of the document: its value, texts, error and the id by which links find it. */
export function useSetting<Path extends FieldPath<FormValues>>(path: Path) {
  const { form } = useSettings()
  const { field, formState } = useController({ name: path, control: form.control })
  const { label, help, required = false } = fieldText(path)
  const errorAt = (deeper: string): string | undefined => {
    const fault: unknown = get(formState.errors, deeper)
    return typeof fault === 'object' &&
      fault !== null &&
      'message' in fault &&
      typeof fault.message === 'string'
      ? fault.message
      : undefined
  }
  return {
    field,
    errorAt,
    /** For the input itself. */
    input: { id: path, label, description: help, required, error: errorAt(path) },
  }
}
