import { expect, test } from 'vitest'
import { createKeyring, SealError } from './keyring.ts'
import { newKey } from './sealing-key.ts'

test('a sealed text shows nothing of the text, and not that two are the same', () => {
  const keyring = createKeyring([newKey()])
  const [one, other] = [keyring.seal('s3cret — ключ', 'a'), keyring.seal('s3cret — ключ', 'a')]
  expect(one).not.toContain(Buffer.from('s3cret').toString('base64url'))
  expect(one).not.toBe(other)
  expect(keyring.open(one, 'a')).toBe('s3cret — ключ')
})

test('a sealed text opens in its own place only, with its own key, unaltered', () => {
  const key = newKey()
  const keyring = createKeyring([key])
  const sealed = keyring.seal('s3cret', 'directory:1:bindPassword')
  const altered = sealed.slice(0, -4) + (sealed.endsWith('AAAA') ? 'BBBB' : 'AAAA')
  const other = createKeyring([newKey()])
  const namesake = createKeyring([{ ...newKey(), id: key.id }])
  const attempts = [
    () => keyring.open(sealed, 'directory:2:bindPassword'),
    () => keyring.open(altered, 'directory:1:bindPassword'),
    () => keyring.open('s3cret', 'directory:1:bindPassword'),
    () => keyring.open(sealed.split('.').slice(0, 2).join('.'), 'directory:1:bindPassword'),
    () => namesake.open(sealed, 'directory:1:bindPassword'),
    () => other.open(sealed, 'directory:1:bindPassword'),
  ]
  for (const attempt of attempts) expect(attempt).toThrow(SealError)
  expect(attempts.at(-1)).toThrow(`Sealed with key ${key.id}, but there is only key ${other.keyId}`)
})

test('of several keys the first seals, and each opens what it sealed', () => {
  const [old, current] = [newKey(), newKey()]
  const before = createKeyring([old]).seal('s3cret', 'a')
  const both = createKeyring([current, old])
  expect(both.open(before, 'a')).toBe('s3cret')
  expect(createKeyring([current]).open(both.seal('s3cret', 'a'), 'a')).toBe('s3cret')
})

test('a fingerprint tells two secrets apart, and is another one under another key', () => {
  const [old, current] = [newKey(), newKey()]
  const keyring = createKeyring([old])
  expect(keyring.fingerprint('s3cret')).toBe(createKeyring([old]).fingerprint('s3cret'))
  expect(keyring.fingerprint('s3cret')).not.toBe(keyring.fingerprint('s3creT'))
  expect(keyring.fingerprint('s3cret')).not.toBe(createKeyring([current, old]).fingerprint('s3cret'))
})
