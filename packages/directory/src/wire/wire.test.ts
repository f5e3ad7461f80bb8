import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { SearchRequest, UnbindRequest } from 'ldapts'
import { expect, onTestFinished, test } from 'vitest'
import { encodeFilter } from './encode-filter.ts'
import { createWire } from './wire.ts'

const search = (messageId: number) =>
  new SearchRequest({ messageId, baseDN: 'dc=x', filter: encodeFilter('(cn=*)'), attributes: [] })

test('a request is on its way before its turn goes on, and what follows in that turn leaves as one piece', async () => {
  let received = 0
  const server = createServer((peer) => {
    peer.on('data', (bytes) => (received += bytes.length))
    peer.once('end', () => server.close())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  await once(socket, 'connect')
  onTestFinished(() => void socket.destroy())
  const wire = createWire(socket, { timeoutMs: 5000, maxReplyBytes: 1000 })
  const ask = () => void wire.ask(search).catch(() => undefined)

  ask()
  const { length } = search(1).write()
  expect(socket.writableLength).toBe(0)
  expect(socket.bytesWritten).toBe(length)
  ask()
  ask()
  expect(socket.writableLength).toBe(2 * length)

  wire.close()
  await once(server, 'close')
  expect(received).toBe(3 * length + new UnbindRequest({ messageId: 4 }).write().length)
})
