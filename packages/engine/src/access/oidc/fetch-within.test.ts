import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { fetchWithin } from './fetch-within.ts'

async function serverThat(answers: RequestListener): Promise<number> {
  const server = createServer(answers).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return (server.address() as AddressInfo).port
}
const loopback = fetchWithin(['127.0.0.0/8', '::1'])
const get = { method: 'GET', headers: {}, body: undefined, redirect: 'manual' } as const

test('a form goes out and an answer comes back as with any fetch', async () => {
  const port = await serverThat((request, response) => {
    request.setEncoding('utf8').once('data', (body: string) => {
      response.setHeader('x-seen', `${request.method} ${request.headers['x-own']?.toString() ?? ''} ${body}`)
      response.end('{"a":1}')
    })
  })
  const answer = await loopback(`http://localhost:${port}/`, {
    ...get,
    method: 'POST',
    headers: { 'x-own': 'yes' },
    body: new URLSearchParams({ code: 'a b' }),
  })
  expect(answer.headers.get('x-seen')).toBe('POST yes code=a+b')
  expect(await answer.json()).toEqual({ a: 1 })
})

test('an address that is not allowed is not connected to, by number or by name', async () => {
  let asked = 0
  const port = await serverThat((_request, response) => {
    asked += 1
    response.end()
  })
  for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]'])
    await expect(fetchWithin([])(`http://${host}:${port}/`, get)).rejects.toThrow(/--allow-network/)
  expect(asked).toBe(0)
})

test('it does not follow where a server leads', async () => {
  const port = await serverThat((_request, response) => {
    response.writeHead(302, { location: 'http://169.254.169.254/' }).end()
  })
  expect((await loopback(`http://127.0.0.1:${port}/`, get)).status).toBe(302)
})

test('an answer without end is cut off, and one that does not come is given up', async () => {
  const endless = await serverThat((_request, response) => {
    const more = () => {
      while (response.write('x'.repeat(65_536)));
    }
    response.on('drain', more)
    more()
  })
  await expect(loopback(`http://127.0.0.1:${endless}/`, get)).rejects.toThrow(/more than 1048576 bytes/)
  const silent = await serverThat(() => undefined)
  const signal = AbortSignal.timeout(50)
  await expect(loopback(`http://127.0.0.1:${silent}/`, { ...get, signal })).rejects.toThrow(/abort/i)
})
