import type { Directory, Draft } from '@bindery/contract'
import type { FormValues } from './form-values.ts'

/** What is in the form, for the endpoints that try settings without saving them. */
export function draftOf(directory: Directory | undefined, { settings, secrets }: FormValues): Draft {
  return structuredClone({ directoryId: directory?.id ?? null, settings, secrets })
}
