import { once } from 'node:events'
import { connect, createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { element, integer } from './ber.ts'
import { startFakeServer } from './start-fake-server.ts'
import { startFaultProxy, type FaultProxy } from './start-fault-proxy.ts'

let server: Server
let proxy: FaultProxy

beforeAll(async () => {
  server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.write('0123456789')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  proxy = await startFaultProxy(`ldap://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`)
})
afterAll(async () => {
  await proxy.stop()
  server.close()
})

/** What arrives until the connection closes, or until this many octets came. */
async function receive(enough: number): Promise<{ text: string; closed: boolean }> {
  const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1')
  const result = { text: '', closed: false }
  await new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      result.text += chunk.toString()
      if (result.text.length >= enough) resolve()
    })
    socket.on('close', () => {
      result.closed = true
      resolve()
    })
  })
  socket.destroy()
  return result
}

test('passes everything on, cuts or falls silent after as many octets as told', async () => {
  expect(await receive(10)).toEqual({ text: '0123456789', closed: false })
  proxy.cutAfter(4)
  expect(await receive(10)).toEqual({ text: '0123', closed: true })
  proxy.stallAfter(6)
  expect(await receive(6)).toEqual({ text: '012345', closed: false })
  proxy.heal()
  expect(await receive(10)).toEqual({ text: '0123456789', closed: false })
  expect(proxy.connections()).toBe(4)
})

test('holds a request back until something else has been done', async () => {
  const fake = await startFakeServer()
  const held = await startFaultProxy(fake.url)
  const bind = element(0x60, integer(3), element(0x04, 'cn=admin'), element(0x80, 'any'))
  const seen: number[] = []
  const passed = held.before(
    (request) => request.kind === 'bind',
    async () => seen.push(fake.requests.length),
  )
  const socket = connect(Number(new URL(held.url).port), '127.0.0.1')
  const message = element(0x30, integer(1), bind)
  // In two parts, since TCP knows no messages; and a second request behind it waits as well.
  socket.write(message.subarray(0, 5))
  socket.write(Buffer.concat([message.subarray(5), element(0x30, integer(2), bind)]))
  await once(socket, 'data')
  await passed
  expect(seen).toEqual([0])
  socket.destroy()
  await held.stop()
  await fake.stop()
})
