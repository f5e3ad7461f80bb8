import { createServer } from 'node:net'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { listen } from './listen.ts'
import { testApp } from './test-app.ts'

test('it answers by every name this machine has for the port', async () => {
  const allowedHosts = new Set<string>()
  const { app } = await testApp({}, { allowedHosts })
  const url = await listen(app, { host: '127.0.0.1', port: 0 }, allowedHosts)
  expect((await fetch(`${url}/livez`)).status).toBe(200)
  const { port } = new URL(url)
  expect([...allowedHosts]).toEqual([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`])
})

test('a port in use is told in words', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  const address = other.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const { app } = await testApp({})
  const start = listen(app, { host: '127.0.0.1', port }, new Set())
  await expect(start).rejects.toThrow(`cannot listen on 127.0.0.1:${port}: another program`)
})
