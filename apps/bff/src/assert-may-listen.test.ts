import { expect, test } from 'vitest'
import { assertHasAdmin, assertSheltered } from './assert-may-listen.ts'

const place = { port: 8420, trustedProxies: [] as string[] }
const tls = { certificate: 'c.pem', key: 'k.pem' }
const publicUrl = 'https://bindery.example.org'
const beyond = ['0.0.0.0', '::', '10.0.0.5', 'bindery.example.org', '127.evil.example', 'localhost.example']
const loopback = ['127.0.0.1', '127.9.9.9', '::1', 'localhost']

test.each(beyond)('on %s: only encrypted, by a known address, and with an admin', (host) => {
  const clear = { ...place, host }
  expect(() => assertSheltered({ ...clear, publicUrl })).toThrow(
    /passwords would cross.*\n.*--tls-cert.*--trusted-proxy/,
  )
  expect(() => assertSheltered(clear)).toThrow('ssh -L 8420:127.0.0.1:8420')
  expect(() => assertSheltered({ ...clear, tls })).toThrow('--public-url')
  expect(() => assertSheltered({ ...clear, tls, publicUrl })).not.toThrow()
  expect(() => assertSheltered({ ...clear, trustedProxies: ['10.0.0.1'], publicUrl })).not.toThrow()

  const sheltered = { ...clear, tls, publicUrl }
  expect(() => assertHasAdmin(sheltered, false)).toThrow(
    /it has no admin.*\nStart it once on 127\.0\.0\.1.*set-up link/,
  )
  expect(() => assertHasAdmin(sheltered, true)).not.toThrow()
})

test.each(loopback)('%s needs none of it', (host) => {
  expect(() => assertSheltered({ ...place, host })).not.toThrow()
  expect(() => assertHasAdmin({ ...place, host }, false)).not.toThrow()
})
