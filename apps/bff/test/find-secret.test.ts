import { expect, test } from 'vitest'
import { findSecret } from './find-secret.ts'

const secret = String.raw`Zq7v "Wx9k" \ü/+?&='%<>🔑*`
const found = (text: string | Buffer) =>
  findSecret(secret, [{ name: 'x', bytes: Buffer.from(text as string) }])

test.each([0, 1, 2, 3, 4, 5])('a secret is found in base64, whatever %i bytes are before it', (before) => {
  for (const encoding of ['utf8', 'utf16le'] as const)
    for (const form of ['base64', 'base64url'] as const) {
      const bytes = Buffer.concat([
        Buffer.alloc(before, 'a'),
        Buffer.from(secret, encoding),
        Buffer.from('bc'),
      ])
      expect(found(`x${bytes.toString(form)}y`)).not.toEqual([])
    }
})

test.each([
  ['as it is', `a${secret}b`],
  ['in JSON', JSON.stringify({ a: [secret] })],
  ['in JSON in JSON', JSON.stringify({ a: JSON.stringify({ b: secret }) })],
  ['in a URL', `/a?b=${encodeURIComponent(secret)}&c=d`],
  ['in a form', new URLSearchParams({ a: secret, b: 'c' }).toString()],
  ['in hexadecimal', `\\x${Buffer.from(secret).toString('hex')}`],
  ['in big-endian UTF-16', Buffer.from(`a${secret}b`, 'utf16le').swap16()],
])('a secret is found %s', (_name, text) => {
  expect(found(text)).not.toEqual([])
})

test('what is like a secret is not it', () => {
  expect(found(secret.slice(1) + secret.slice(0, -1))).toEqual([])
})
