import type { Draft } from '@bindery/contract'
import { sameValue } from './diff-values.ts'

/** Whether a test tries this setting, a path of `flattenSettings`: everything but the policy and what the directory is called. */
export const countsForTest = (key: string) =>
  /^(settings\.(connection|people|groups|mapping)|secrets)\./.test(key)

/**
 * Whether a test was of what is in the form now.
 * @param saved how what is saved was last tested, where the form holds just that: saving a new secret makes it a stored
 * one, and then nothing else tells that the test was of it
 */
export function isOfForm(
  test: { readonly of: Draft; readonly failed: boolean },
  form: Draft,
  saved: { readonly passed: boolean } | null,
): boolean {
  if (!sameValue(triedIn(test.of), triedIn(form))) return false
  return sameValue(test.of.secrets, form.secrets) || saved?.passed === !test.failed
}

const triedIn = ({ settings: { policy: _untried, ...tried } }: Draft) => tried
