import { sameValue } from './diff-values.ts'
import type { FormValues } from './form-values.ts'

const targetFields = [
  'urls',
  'startTls',
  'verifyTls',
  'caBundle',
  'pinnedCertificate',
  'clientCertificate',
  'bindDn',
] as const

/** Whether the stored password would go to another target than it was stored for; then it is asked again. */
export function needsSecretAgain(saved: FormValues, current: FormValues): boolean {
  return targetFields.some(
    (field) => !sameValue(saved.settings.connection[field], current.settings.connection[field]),
  )
}
