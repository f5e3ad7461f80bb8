import { serverCertificate } from '@bindery/testbed'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { listen } from './listen.ts'
import { createLog } from './log.ts'
import { testApp } from './test-app.ts'
import { openTlsFiles } from './tls-files.ts'

test('it answers by every name this machine has for the port', async () => {
  const allowedOrigins = new Set<string>()
  const { app } = await testApp({}, { allowedOrigins })
  const url = await listen(app, { host: '127.0.0.1', port: 0 }, allowedOrigins)
  expect((await fetch(`${url}/livez`)).status).toBe(200)
  const { port } = new URL(url)
  expect([...allowedOrigins]).toEqual([
    `http://127.0.0.1:${port}`,
    `http://localhost:${port}`,
    `http://[::1]:${port}`,
  ])
})

test('a port in use is told in words', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  const address = other.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const { app } = await testApp({})
  const start = listen(app, { host: '127.0.0.1', port }, new Set())
  await expect(start).rejects.toThrow(`cannot listen on http://127.0.0.1:${port}: another program`)
})

test('in clear text, the network comes in by the public address alone; with TLS also by the address listened on', async () => {
  const publicUrl = 'https://bindery.example.org'
  const clear = new Set<string>()
  const { app } = await testApp({})
  await listen(app, { host: '0.0.0.0', port: 0, publicUrl }, clear)
  expect([...clear].filter((origin) => !/127\.0\.0\.1|localhost|\[::1\]/.test(origin))).toEqual([publicUrl])

  const paths = await serverCertificate('valid')
  const tls = { certificate: paths.certificateFile, key: paths.keyFile }
  const files = await openTlsFiles(tls, createLog('silent', { write: () => undefined }))
  const secure = new Set<string>()
  const { app: https } = await testApp({}, { tls: files })
  const url = await listen(https, { host: '127.0.0.9', port: 0, tls, publicUrl }, secure)
  expect(url).toMatch(/^https:\/\/127\.0\.0\.9:\d+$/)
  expect(secure).toContain(url)
  expect(secure).toContain(publicUrl)
  expect([...secure].every((origin) => origin.startsWith('https://'))).toBe(true)
})
