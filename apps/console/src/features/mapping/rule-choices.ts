import type { MappingRule } from '@bindery/contract'

type Choices<Key extends keyof MappingRule> = { value: MappingRule[Key]; label: string }[]

export const directionChoices: Choices<'direction'> = [
  { value: 'pull', label: '← from directory' },
  { value: 'push', label: '→ to directory' },
  { value: 'both', label: '↔ both ways' },
]
export const whenChoices: Choices<'when'> = [
  { value: 'always', label: 'Always' },
  { value: 'on_creation', label: 'On creation' },
]
export const authorityChoices: Choices<'authority'> = [
  { value: 'inherit', label: 'As policy' },
  { value: 'directory', label: 'Directory' },
  { value: 'accounts', label: 'Accounts' },
  { value: 'ask', label: 'Ask' },
]
export const emptyChoices: Choices<'ifEmpty'> = [
  { value: 'skip', label: 'Leave as is' },
  { value: 'default', label: 'Use default' },
  { value: 'clear', label: 'Clear' },
]
