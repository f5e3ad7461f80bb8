import type { GuardLimit, MappingRule, SearchBase, SecretInput } from '@bindery/contract'

const arrows = { pull: '←', push: '→', both: '↔' } as const

function wordRule({
  local,
  remote,
  direction,
  when,
  authority,
  ifEmpty,
  defaultValue,
  required,
}: MappingRule) {
  const more = [
    when === 'on_creation' ? 'on creation' : '',
    authority === 'inherit' ? '' : `authority: ${authority}`,
    ifEmpty === 'default' ? `if empty: “${defaultValue}”` : `if empty: ${ifEmpty}`,
    required ? 'required' : '',
  ]
  return `${local} ${arrows[direction]} ${remote} (${more.filter(Boolean).join(', ')})`
}

function wordBase({ dn, scope }: SearchBase) {
  return scope === 'one_level' ? `${dn} (one level)` : dn
}

/** A value of the settings document as one line of text. Secrets never show. */
export function wordValue(value: unknown): string {
  if (value === undefined) return 'not there'
  if (value === null || value === '') return 'empty'
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (typeof value === 'string')
    return value.includes('\n') ? `${value.trim().split('\n').length} lines` : value
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(wordValue).join(' · ')
  if (typeof value !== 'object') return ''
  if ('keep' in value || 'set' in value)
    return 'set' in (value as SecretInput) ? 'a new secret' : 'the stored one'
  if ('direction' in value) return wordRule(value as MappingRule)
  if ('scope' in value) return wordBase(value as SearchBase)
  if ('percent' in value) {
    const { count, percent } = value as GuardLimit
    return `${count} or ${percent} %`
  }
  if ('local' in value && 'remote' in value) return `${String(value.local)} = ${String(value.remote)}`
  return JSON.stringify(value)
}
