import { defaultSettings } from '@bindery/contract'
import { expect, test } from 'vitest'
import { newRule } from './new-rule.ts'

test('a new rule takes the first local attribute without one, and a free id', () => {
  const rules = defaultSettings().mapping.people
  const first = newRule(['username', 'department'], rules)
  expect([first.id, first.local]).toEqual(['rule-1', 'department'])
  expect(newRule(['username', 'department'], [...rules, first]).id).toBe('rule-2')
})
