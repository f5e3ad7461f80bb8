import { defaultSettings, type Directory } from '@bindery/contract'
import { expect, test } from 'vitest'
import { stepsOf } from './next-steps.ts'

const directory: Directory = {
  id: 1,
  name: 'Main',
  enabled: false,
  version: 1,
  settings: defaultSettings(),
  secrets: {
    bindPassword: { configured: true, changedAt: null },
    clientKey: { configured: false, changedAt: null },
  },
  lastTest: null,
  savedAt: '2026-01-01T00:00:00Z',
  savedBy: 'admin',
}
const next = (of: Directory | undefined, seen = { mapping: false, policy: false }) =>
  stepsOf(of, undefined, undefined, seen).find(({ done }) => !done)?.title

test('a newcomer begins with Connect, then Test, then Map', () => {
  expect(next(undefined)).toBe('Connect')
  expect(next(directory)).toBe('Test')
  expect(next({ ...directory, lastTest: { at: '', passed: false, failedStep: 'bind' } })).toBe('Test')
})

test('what works as it comes is done once it was looked at', () => {
  const tested = { ...directory, lastTest: { at: '', passed: true, failedStep: null } }
  expect(next(tested)).toBe('Map')
  expect(next(tested, { mapping: true, policy: false })).toBe('Policy')
  expect(next(tested, { mapping: true, policy: true })).toBe('Preview')
})
