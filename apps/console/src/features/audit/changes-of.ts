import type { AuditEntry } from '@bindery/contract'
import { attributeLabel } from '../../components/attribute-label.ts'
import { exactTime } from '../../components/exact-time.ts'
import type { ValueChange } from '../../components/value-changes.tsx'
import { labelOf } from '../../settings-form/diff-values.ts'
import { nameFact } from './fact-names.ts'
import { wordValue } from '../../settings-form/word-value.ts'

/** What an entry says was changed, each value by its name on screen. */
export function changesOf({ subject, details }: Pick<AuditEntry, 'subject' | 'details'>): ValueChange[] {
  const { before = {}, after = {} } = details
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])]
  return names.map((key) => ({
    key,
    label: nameOf(subject?.kind, key),
    before: wordChanged(before[key], key),
    after: wordChanged(after[key], key),
  }))
}

function nameOf(kind: NonNullable<AuditEntry['subject']>['kind'] | undefined, key: string): string {
  if (kind === 'person' || kind === 'group') return attributeLabel(key, kind)
  return kind === 'directory' ? labelOf(key) : nameFact(key)
}

const wordChanged = (value: unknown, key: string) =>
  isPlain(value) || isInstant(value) ? wordFact(value) : wordValue(value, key)

const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)

/** What is known to no page of settings. */
const isPlain = (value: unknown) => typeof value === 'object' && value !== null && 'kind' in value

/** A value that only the audit log has, as text. */
export function wordFact(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (isInstant(value)) return exactTime(value)
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((one) => typeof one === 'string' || typeof one === 'number'))
    return value.length === 0 ? 'none' : value.join(', ')
  return value === null ? 'none' : JSON.stringify(value)
}
