import { problemSchema } from '@bindery/contract'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { usualLimits, type ServerLimits } from './create-server.ts'
import { listen } from './listen.ts'
import { ada, testApp } from './test-app.ts'

/** The app on a real socket, and connections to it. */
async function serve(limits: Partial<ServerLimits>) {
  const allowedOrigins = new Set<string>()
  const { app } = await testApp(
    { createPerson: async () => ada, getPerson: async () => ada },
    { allowedOrigins, limits: { ...usualLimits, ...limits } },
  )
  const url = new URL(await listen(app, { host: '127.0.0.1', port: 0 }, allowedOrigins))
  const dial = async (): Promise<Socket> => {
    const socket = connect(Number(url.port), '127.0.0.1')
    socket.on('error', () => undefined)
    onTestFinished(() => void socket.destroy())
    await once(socket, 'connect')
    return socket
  }
  return { dial, url }
}

/** Also when it is reset. */
const closed = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve))

/** All that comes until the server closes. */
async function heard(socket: Socket): Promise<{ status: number; problem: unknown; text: string }> {
  let text = ''
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()))
  await closed(socket)
  const [head = '', body = ''] = text.split('\r\n\r\n')
  return { status: Number(head.split(' ')[1]), problem: body === '' ? null : JSON.parse(body), text }
}

test('a head that comes drop by drop ends in its time, and keeps nobody else waiting', async () => {
  const { dial, url } = await serve({ headers: 200 })
  const slow = await Promise.all(Array.from({ length: 50 }, dial))
  const ends = slow.map(heard)
  const dripping = setInterval(
    () => slow.forEach((socket) => socket.writable && socket.write('x: 1\r\n')),
    20,
  )
  onTestFinished(() => clearInterval(dripping))
  for (const socket of slow) socket.write(`GET /livez HTTP/1.1\r\nhost: ${url.host}\r\n`)
  expect((await fetch(`${url.origin}/livez`)).status).toBe(200)
  for (const { status, problem } of await Promise.all(ends)) {
    expect(status).toBe(408)
    expect(problemSchema.parse(problem).code).toBe('too_slow')
  }
})

test('a connection that says nothing ends as well', async () => {
  const { dial } = await serve({ headers: 200 })
  expect((await heard(await dial())).status).toBe(408)
})

test('a body that comes drop by drop ends in its time', async () => {
  const { dial, url } = await serve({ headers: 100, request: 300 })
  const socket = await dial()
  const end = heard(socket)
  socket.write(
    `POST /api/people HTTP/1.1\r\nhost: ${url.host}\r\norigin: ${url.origin}\r\ncontent-type: application/json\r\n` +
      'content-length: 1000\r\n\r\n{',
  )
  const dripping = setInterval(() => socket.writable && socket.write(' '), 20)
  onTestFinished(() => clearInterval(dripping))
  expect((await end).status).toBe(408)
})

test('a connection that waits for its next request is closed', async () => {
  const { dial, url } = await serve({ idle: 100 })
  const socket = await dial()
  const end = closed(socket)
  socket.write(`GET /livez HTTP/1.1\r\nhost: ${url.host}\r\n\r\n`)
  socket.resume()
  await end
})

test('there are only so many connections at a time', async () => {
  const { dial, url } = await serve({ connections: 3 })
  const held = await Promise.all([dial(), dial(), dial()])
  const refused = await dial()
  refused.write(`GET /livez HTTP/1.1\r\nhost: ${url.host}\r\n\r\n`)
  expect((await heard(refused)).text).toBe('')
  held[0].destroy()
  await vi.waitFor(async () => {
    const next = await dial()
    const end = heard(next)
    next.write(`GET /livez HTTP/1.1\r\nhost: ${url.host}\r\nconnection: close\r\n\r\n`)
    expect((await end).status).toBe(200)
  })
})

test.each([
  ['what is not HTTP', 'hello\r\n\r\n', 400, 'invalid_request'],
  [
    'more headers than there is room for',
    `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`,
    413,
    'too_large',
  ],
  [
    'two lengths',
    'POST / HTTP/1.1\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n',
    400,
    'invalid_request',
  ],
])('%s is refused in the words of the API', async (_name, sent, status, code) => {
  const { dial } = await serve({})
  const socket = await dial()
  const end = heard(socket)
  socket.write(sent)
  const answer = await end
  expect(answer.status).toBe(status)
  expect(problemSchema.parse(answer.problem)).toMatchObject({ code, status })
})
