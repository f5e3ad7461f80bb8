import { expect, test } from 'vitest'
import { isSecretAttribute } from './secret-attributes.ts'
import { stableIdText, stableIdValue } from './stable-id.ts'
import { valueBytes, valueText } from './values.ts'

test.each([
  ['text', Buffer.from('Zoë'), false, 'Zoë'],
  ['a byte order mark', Buffer.from('\ufeffx'), false, '\ufeffx'],
  ['bytes that are no text', Buffer.from([0xff, 0xfe]), false, 'base64://4='],
  ['bytes by syntax', Buffer.from('abc'), true, 'base64:YWJj'],
  ['text that looks like bytes', Buffer.from('base64:YWJj'), false, 'base64:YmFzZTY0OllXSmo='],
])('%s survives', (_, bytes, binary, text) => {
  expect(valueText(bytes, binary)).toBe(text)
  expect(valueBytes(text)).toEqual(bytes)
})

test('an objectGUID is written as Windows writes it, and searched by its bytes', () => {
  const bytes = Buffer.from('00112233445566778899aabbccddeeff', 'hex')
  const text = '33221100-5544-7766-8899-aabbccddeeff'
  expect(stableIdText('objectGUID', bytes)).toBe(text)
  expect(stableIdValue('objectguid', text)).toEqual(bytes)
  expect(stableIdValue('entryUUID', text)).toBe(text)
})

test.each([
  ['userPassword', true],
  ['userPassword;x-1', true],
  ['sambaNTPassword', true],
  ['krbPrincipalKey', true],
  ['unicodePwd', true],
  ['mail', false],
  ['pwdChangedTime', false],
  ['krbPrincipalName', false],
])('%s secret: %s', (name, secret) => {
  expect(isSecretAttribute(name)).toBe(secret)
})
