import { expect, test } from 'vitest'
import { assertMayListen } from './assert-may-listen.ts'

const place = { port: 8420, trustedProxies: [] as string[] }
const tls = { certificate: 'c.pem', key: 'k.pem' }
const publicUrl = 'https://bindery.example.org'
const beyond = ['0.0.0.0', '::', '10.0.0.5', 'bindery.example.org', '127.evil.example', 'localhost.example']
const loopback = ['127.0.0.1', '127.9.9.9', '::1', 'localhost']

test.each(beyond)('on %s: only encrypted, by a known address, and with an admin', (host) => {
  const clear = { ...place, host }
  expect(() => assertMayListen({ ...clear, publicUrl }, true)).toThrow(
    /passwords would cross.*--tls-cert.*--trusted-proxy/,
  )
  expect(() => assertMayListen(clear, true)).toThrow('ssh -L 8420:127.0.0.1:8420')
  expect(() => assertMayListen({ ...clear, tls }, true)).toThrow('--public-url')
  expect(() => assertMayListen({ ...clear, tls, publicUrl }, true)).not.toThrow()
  expect(() => assertMayListen({ ...clear, trustedProxies: ['10.0.0.1'], publicUrl }, true)).not.toThrow()
  expect(() => assertMayListen({ ...clear, tls, publicUrl }, false)).toThrow(
    /It has no admin.*Start it once on 127\.0\.0\.1.*set-up link/,
  )
})

test('all that is missing is named at once, and nothing else', () => {
  const clear = { ...place, host: '0.0.0.0' }
  expect(() => assertMayListen(clear, false)).toThrow(
    / yet:\n- .*--tls-cert.*\n- .*--public-url.*\n- .*admin.*\nOr /,
  )
  expect(() => assertMayListen({ ...clear, tls }, false)).toThrow(
    / yet:\n- .*--public-url.*\n- .*admin.*\nOr /,
  )
  expect(() => assertMayListen({ ...clear, tls, publicUrl }, false)).toThrow(
    / yet:\n- It has no admin.*\nOr /,
  )
})

test('where any free port is taken, the tunnel leads to the one that is printed', () => {
  expect(() => assertMayListen({ ...place, host: '0.0.0.0', port: 0 }, true)).toThrow(
    'ssh -L <port>:127.0.0.1:<port> <this machine>, with the port that it prints',
  )
})

test.each(loopback)('%s needs none of it', (host) => {
  expect(() => assertMayListen({ ...place, host }, false)).not.toThrow()
})
