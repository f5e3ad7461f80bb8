import { expect, test } from 'vitest'
import { readOptions } from './read-options.ts'

const read = (...argv: string[]) => readOptions(argv, {})
const files = ['--tls-cert', 'c.pem', '--tls-key', 'k.pem']
const own = 'https://bindery.example.org'

test('TLS, proxies and the public address, by flag or environment', () => {
  const environment = {
    BINDERY_TLS_CERT: 'c.pem',
    BINDERY_TLS_KEY: 'k.pem',
    BINDERY_TRUSTED_PROXY: '10.0.0.0/8, ::1',
    BINDERY_PUBLIC_URL: 'https://Bindery.example.org:443/',
  }
  const expected = {
    tls: { certificate: 'c.pem', key: 'k.pem' },
    trustedProxies: ['10.0.0.0/8', '::1'],
    publicUrl: own,
  }
  expect(readOptions([], environment)).toMatchObject(expected)
  const flags = ['--trusted-proxy', '10.0.0.0/8,::1', '--public-url', own, ...files]
  expect(read(...flags)).toMatchObject(expected)
  const empty = Object.fromEntries(Object.keys(environment).map((name) => [name, '']))
  const nothing = readOptions([], empty)
  expect(nothing).toMatchObject({ trustedProxies: [] })
  expect(nothing).not.toHaveProperty('tls')
  expect(nothing).not.toHaveProperty('publicUrl')
})

test.each([
  [['--tls-cert', 'c.pem'], '--tls-key is missing'],
  [['--tls-key', 'k.pem'], '--tls-cert is missing'],
  [['--trusted-proxy', 'nginx', '--public-url', own], '"nginx" in --trusted-proxy is neither'],
  [['--trusted-proxy', '10.0.0.5'], '--trusted-proxy needs --public-url'],
  [['--trusted-proxy', '::/0', '--public-url', own], 'anybody could pretend to be anybody'],
  [['--public-url', own], 'needs TLS: give --tls-cert and --tls-key'],
  [['--public-url', 'http://localhost:8420', ...files], 'give it with https://'],
  [['--public-url', 'http://bindery.example.org', '--trusted-proxy', '10.0.0.5'], 'is not encrypted'],
  [['--public-url', 'bindery.example.org', ...files], 'is not an address'],
  [['--public-url', 'ftp://bindery.example.org', ...files], 'is not an address'],
  [['--public-url', `${own}/bindery`, ...files], 'not below a path'],
  [['--public-url', `${own}/?a=b`, ...files], 'more than a scheme'],
  [['--public-url', 'https://ada:secret@bindery.example.org', ...files], 'more than a scheme'],
])('%j is refused in words', (argv, words) => {
  expect(() => read(...argv)).toThrow(words)
  expect(() => read(...argv)).not.toThrow('secret')
})

test('a tunnel may be opened by another port of this machine', () => {
  expect(read('--public-url', 'http://localhost:9000/')).toMatchObject({ publicUrl: 'http://localhost:9000' })
})
