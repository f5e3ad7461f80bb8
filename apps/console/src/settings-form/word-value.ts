import { attributeLabel } from '../components/attribute-label.ts'
import {
  writeNumber,
  type GuardLimit,
  type MappingRule,
  type Policy,
  type SearchBase,
} from '@bindery/contract'

const arrows = { pull: '←', push: '→', both: '↔' } as const

type PolicyChoice =
  | Policy[Exclude<
      keyof Policy,
      'guard' | 'holdDays' | 'limitToGroups' | 'moveGoneTo' | 'protectedDns' | 'schedule'
    >]
  | Policy['schedule']['mode' | 'apply']

/** What the policy's choices are called on its page, in short. */
const policyWords: Record<PolicyChoice, string> = {
  accounts_to_directory: 'Accounts → directory',
  directory_to_accounts: 'Directory → accounts',
  two_way: 'Two-way',
  directory: 'The directory',
  accounts: 'Accounts',
  ask: 'Ask',
  create: 'Create',
  recreate: 'Create again',
  hold: 'Put on hold',
  disable: 'Disable',
  delete: 'Delete',
  move: 'Move',
  unlink: 'Unlink',
  ignore: 'Ignore',
  off: 'Off',
  push_on_set: 'Push on set',
  interval: 'Every so many seconds',
  cron: 'At set times',
  within_guard: 'Apply what the guard lets pass',
  wait: 'Always wait for a person',
}

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
  return `${attributeLabel(local)} ${arrows[direction]} ${remote} (${more.filter(Boolean).join(', ')})`
}

function wordBase({ dn, scope }: SearchBase) {
  return scope === 'one_level' ? `${dn} (one level)` : dn
}

/** The value at this path of the settings document as one line of text. Secrets never show. */
export function wordValue(value: unknown, path: string): string {
  if (value === undefined) return 'not there'
  if (value === null || value === '') return 'empty'
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (typeof value === 'string' && path.startsWith('settings.policy.'))
    return value in policyWords ? policyWords[value as PolicyChoice] : value
  if (typeof value === 'string')
    return value.includes('\n') ? `${value.trim().split('\n').length} lines` : value
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : value.map((one) => wordValue(one, '')).join(' · ')
  if (typeof value !== 'object') return ''
  if ('keep' in value) return 'the stored one'
  if ('set' in value) return value.set === '' ? 'none' : 'a new secret'
  if ('direction' in value) return wordRule(value as MappingRule)
  if ('scope' in value) return wordBase(value as SearchBase)
  if ('percent' in value) {
    const { count, percent } = value as GuardLimit
    return `${writeNumber(count)} or ${percent} %`
  }
  if ('local' in value && 'remote' in value)
    return `${attributeLabel(String(value.local))} = ${String(value.remote)}`
  return JSON.stringify(value)
}
