import type { SignInSettings, SignInSettingsInput } from '@bindery/contract'
import { roleWords } from '../../access/role-words.ts'
import type { ValueChange } from '../../components/value-changes.tsx'

type Word = (settings: SignInSettings) => string

const onOff = (on: boolean) => (on ? 'on' : 'off')
const text = (words: string) => (words === '' ? 'nothing' : words)
const list = (rows: readonly string[]) => (rows.length === 0 ? 'none' : rows.join('; '))

/** Every setting, by its path in the form: what it is called, and its value in words. */
const settings: Readonly<Record<string, readonly [label: string, word: Word]>> = {
  'directory.enabled': ['Directory · Sign-in', ({ directory }) => onOff(directory.enabled)],
  'directory.directoryId': ['Directory', ({ directory }) => text(String(directory.directoryId ?? ''))],
  'directory.groups': [
    'Directory · Groups that may come in',
    ({ directory }) => list(directory.groups.map(({ dn, role }) => `${dn}: ${roleWords[role]}`)),
  ],
  'oidc.enabled': ['Provider · Sign-in', ({ oidc }) => onOff(oidc.enabled)],
  'oidc.issuer': ['Provider · Address', ({ oidc }) => text(oidc.issuer)],
  'oidc.clientId': ['Provider · Client ID', ({ oidc }) => text(oidc.clientId)],
  'oidc.label': ['Provider · Name on the button', ({ oidc }) => text(oidc.label)],
  'oidc.extraScopes': ['Provider · More scopes', ({ oidc }) => text(oidc.extraScopes)],
  'oidc.claim': ['Provider · Claim', ({ oidc }) => text(oidc.claim)],
  'oidc.values': [
    'Provider · Values',
    ({ oidc }) => list(oidc.values.map(({ value, role }) => `${value}: ${roleWords[role]}`)),
  ],
  'oidc.otherwise': [
    'Provider · Everybody else',
    ({ oidc }) => (oidc.otherwise === 'viewer' ? 'may look' : 'stays out'),
  ],
}

/** What differs between what is saved and what is in the form, in words. */
export function changesOf(before: SignInSettingsInput, after: SignInSettingsInput): ValueChange[] {
  const changes = Object.entries(settings)
    .map(([key, [label, word]]) => ({
      key,
      label,
      before: word(before.settings),
      after: word(after.settings),
    }))
    .filter((change) => change.before !== change.after)
  if ('keep' in after.clientSecret) return changes
  const secret = { key: 'clientSecret', label: 'Provider · Client secret', before: 'as stored' }
  return [...changes, { ...secret, after: after.clientSecret.set === '' ? 'none' : 'a new one' }]
}
