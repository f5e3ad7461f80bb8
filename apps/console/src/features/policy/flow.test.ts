import { defaultSettings } from '@bindery/contract'
import { expect, test } from 'vitest'
import { summarize } from './flow.ts'

const { policy } = defaultSettings()

test('a one-way policy does not speak of what cannot happen', () => {
  const words = summarize({ ...policy, direction: 'accounts_to_directory' }).join(' ')
  expect(words).toContain('Someone new in accounts')
  expect(words).not.toContain('hold')
  expect(words).not.toContain('Someone new in the directory')
})

test('a two-way policy speaks of both sides and of who wins', () => {
  const words = summarize({ ...policy, direction: 'two_way', authority: 'ask' }).join(' ')
  expect(words).toContain('it is a conflict')
  expect(words).toContain('put on hold')
})
