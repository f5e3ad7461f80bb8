import { defaultSettings, type MappingRule, type Settings } from '@bindery/contract'
import { expect, test } from 'vitest'
import { compileRules } from './compile-rules.ts'
import { mergeRule } from './merge-rule.ts'

/** Merges the status of an account with userAccountControl, whose base says active although that was disabled. */
function merge(local: string, flags: string, base = { values: ['true'], raw: ['514'] }) {
  const settings = defaultSettings()
  settings.policy.direction = 'two_way'
  const model = settings.mapping.people[0] as MappingRule
  settings.mapping.people = [
    { ...model, id: 'status', local: 'active', remote: 'userAccountControl', required: false },
  ] as Settings['mapping']['people']
  const [rule] = compileRules(settings, 'person')
  if (!rule) throw new Error('no rule')
  const { state, toAccounts, toDirectory } = mergeRule({
    rule,
    base: { fingerprint: rule.fingerprint, ...base },
    local: [local],
    entry: { values: rule.form.read([flags]), raw: [flags] },
    localValue: () => undefined,
    entryValue: () => undefined,
  })
  return { state, to: toAccounts ?? toDirectory }
}

test.each([
  ['the account stays active as long as nobody touched the new user', 'true', '514', 'same', null],
  ['enabled there meanwhile: that is the base from now on', 'true', '512', 'agree', null],
  [
    'another flag was set there, and it is still disabled: a change in the directory',
    'true',
    '66050',
    'flows',
    ['false'],
  ],
  ['disabled here meanwhile: both say so', 'false', '514', 'agree', null],
  ['disabled here, enabled there: it follows the account', 'false', '512', 'flows', ['false']],
])('S34 a new user waits for a password: %s', (_, local, flags, state, to) => {
  expect(merge(local, flags)).toEqual({ state, to })
})

test('S34 an ordinary base: the same flags as before are no change, others with the same bit neither', () => {
  const base = { values: ['true'], raw: ['512'] }
  expect(merge('true', '512', base)).toEqual({ state: 'same', to: null })
  expect(merge('true', '66048', base)).toEqual({ state: 'same', to: null })
  expect(merge('true', '514', base)).toEqual({ state: 'flows', to: ['false'] })
})
