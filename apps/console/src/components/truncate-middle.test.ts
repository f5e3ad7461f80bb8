import { expect, test } from 'vitest'
import { truncateMiddle } from './truncate-middle.ts'

test('a short text stays as it is', () => {
  expect(truncateMiddle('uid=ada,dc=x', 40)).toBe('uid=ada,dc=x')
})

test('the RDN and the end of the suffix are kept', () => {
  const short = truncateMiddle('uid=ada.lovelace,ou=engineering,ou=people,dc=lumen,dc=example,dc=org', 32)
  expect(short).toHaveLength(32)
  expect(short.startsWith('uid=ada.lovelace,')).toBe(true)
  expect(short.endsWith('dc=example,dc=org'.slice(-10))).toBe(true)
})

test('an escaped comma does not end the RDN', () => {
  const dn = String.raw`cn=Doe\, Johannes Maximilian,ou=people,dc=example,dc=org`
  expect(truncateMiddle(dn, 40).startsWith(String.raw`cn=Doe\, Johannes Maximilian,`)).toBe(true)
})

test('characters outside the basic plane are not cut in half', () => {
  expect(truncateMiddle('😀'.repeat(30), 10)).toBe(`${'😀'.repeat(5)}…${'😀'.repeat(4)}`)
})
