import { expect, test } from 'vitest'
import { formatKeys, newKey, parseKeys, type SealingKeys } from './sealing-key.ts'

const keys: SealingKeys = [newKey(), newKey()]
const line = formatKeys([keys[0]])

test('keys are read as they were written, whatever white space is between the words', () => {
  expect(parseKeys(formatKeys(keys))).toEqual(keys)
  expect(parseKeys(` ${formatKeys(keys).replaceAll(/\s/g, ' \r\n')}`)).toEqual(keys)
})

test.each([
  ['nothing', ' \n'],
  ['words', 'hello\n'],
  ['a key cut short', line.slice(0, -2)],
  ['a key that goes on', `${line.trim()}A`],
  ['a key with bits too many', `${line.slice(0, -2)}B`],
  ['a long name', line.replace(' ', ' 0')],
  ['one key twice', line + line],
  ['a key and words', `${line}hello`],
])('%s is no key', (_name, text) => {
  expect(parseKeys(text)).toBeNull()
})
