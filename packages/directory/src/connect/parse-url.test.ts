import { expect, test } from 'vitest'
import { isLoopback, parseServerUrl } from './parse-url.ts'

test.each(['ldap://127.0.0.1', 'ldap://127.1.2.3:389', 'ldap://[::1]', 'ldap://LOCALHOST'])(
  '%s is this machine',
  (url) => expect(isLoopback(parseServerUrl(url, 0))).toBe(true),
)

test.each(['ldap://127.evil.example', 'ldap://127.0.0.1.evil.example', 'ldap://localhost.evil.example'])(
  '%s only looks like this machine',
  (url) => expect(isLoopback(parseServerUrl(url, 0))).toBe(false),
)

test.each(['ldap://a%zz', 'ldap://a%00', 'ldap://a%2fb', 'ldap://a%0ab', 'http://a', 'ldap:///'])(
  '%s is no address',
  (url) =>
    expect(() => parseServerUrl(url, 3)).toThrow(
      expect.objectContaining({
        problem: expect.objectContaining({ code: 'invalid_url', field: 'connection.urls.3' }) as object,
      }),
    ),
)
