import type { Settings } from '@bindery/contract'
import { compileRules } from './compile-rules.ts'

/** The directory attributes, as the mapping names them, that a sync would change in entries that are there already. */
export function pushedAttributes(settings: Settings, subject: 'person' | 'group'): string[] {
  const rules = compileRules(settings, subject).filter((rule) => rule.pushes && !rule.onCreationOnly)
  return [...new Set(rules.map(({ remoteName }) => remoteName))]
}
