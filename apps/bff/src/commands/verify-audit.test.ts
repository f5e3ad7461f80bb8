import { expect, test } from 'vitest'
import { wordVerdict } from './verify-audit.ts'

const at = '2026-03-01T12:00:00.000Z'

test('a log that is whole says how long it is, and with what it ends', () => {
  const verdict = { broken: false, entries: 3, lastHash: 'abc', lastAt: at } as const
  expect(wordVerdict(verdict)).toBe(`3 entries, unbroken. The last is of ${at}, with hash abc.`)
  expect(wordVerdict({ ...verdict, entries: 1 })).toMatch(/^1 entry, unbroken/)
})

test.each([
  ['missing', `Entry 4 (the one before is of ${at}) is missing: others follow it.`],
  ['altered', `Entry 4 (${at}) was altered: it does not have its hash.`],
  [
    'order',
    `Entry 4 (${at}) does not follow the one before it: that one was written anew, or one of the two was moved or put in.`,
  ],
  [
    'tail',
    `Entry 4 (the one before is of ${at}) is missing, and so is all that followed: the end was cut off.`,
  ],
  [
    'seal',
    `Entry 4 (${at}) is not where the log was sealed: the end was cut off or written anew, or the key is another one.`,
  ],
] as const)('a log that is broken by “%s” names the entry', (fault, words) => {
  expect(wordVerdict({ broken: true, fault, id: 4, at })).toBe(`The audit log is broken. ${words}`)
})
