import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDelayProxy, type DelayProxy } from './start-delay-proxy.ts'

const roundTripMs = 60
let server: Server
let proxy: DelayProxy

beforeAll(async () => {
  server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.pipe(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  proxy = await startDelayProxy(
    `ldap://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    roundTripMs,
  )
})
afterAll(async () => {
  await proxy.stop()
  server.close()
})

async function connected(): Promise<Socket> {
  const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1')
  await once(socket, 'connect')
  return socket
}

/** What came back of what was sent in parts, a turn between two, and how many milliseconds after the first part. */
async function echo(socket: Socket, parts: readonly string[]) {
  const started = performance.now()
  const all = parts.join('')
  let text = ''
  const { promise, resolve } = Promise.withResolvers<void>()
  const take = (chunk: Buffer) => {
    text += chunk.toString()
    if (text.length >= all.length) resolve()
  }
  socket.on('data', take)
  for (const part of parts) {
    socket.write(part)
    await nextTurn()
  }
  await promise
  socket.off('data', take)
  return { text, milliseconds: performance.now() - started }
}

test('an answer takes the round trip, each time it is waited for', async () => {
  const socket = await connected()
  const answers = [await echo(socket, ['one']), await echo(socket, ['two'])]
  socket.destroy()
  expect(answers.map(({ text }) => text)).toEqual(['one', 'two'])
  for (const { milliseconds } of answers) expect(milliseconds).toBeGreaterThanOrEqual(roundTripMs)
})

test('what is sent without waiting is under way together, and stays in order', async () => {
  const socket = await connected()
  const parts = Array.from({ length: 100 }, (_, index) => `${index};`)
  const { text, milliseconds } = await echo(socket, parts)
  socket.destroy()
  expect(text).toBe(parts.join(''))
  // One after the other they would take a hundred round trips.
  expect(milliseconds).toBeLessThan((parts.length / 10) * roundTripMs)
})

test('the end of what is sent arrives, after all of it', async () => {
  const socket = await connected()
  socket.end('the last words')
  let came = ''
  for await (const chunk of socket) came += String(chunk)
  expect(came).toBe('the last words')
})
