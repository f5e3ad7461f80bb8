import { afterEach, describe, expect, test } from 'vitest'
import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { element, integer, readChildren, readElement, tags, type BerElement } from './ber.ts'
import { startFakeServer, type FakeServer, type FakeServerScript } from './start-fake-server.ts'

let server: FakeServer
let socket: Socket

async function talkTo(script: FakeServerScript): Promise<void> {
  server = await startFakeServer(script)
  socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  await once(socket, 'connect')
}

afterEach(async () => {
  socket.destroy()
  await server.stop()
})

function send(id: number, ...parts: Buffer[]): void {
  socket.write(element(tags.sequence, integer(id), ...parts))
}

function search(filter: Buffer, cookie: string): void {
  const request = element(
    0x63,
    element(tags.octets, 'ou=users'),
    integer(2, tags.enumerated),
    integer(0, tags.enumerated),
    integer(0),
    integer(0),
    element(tags.boolean, Buffer.from([0])),
    filter,
    element(tags.sequence, element(tags.octets, 'uid')),
  )
  const value = element(tags.sequence, integer(500), element(tags.octets, cookie))
  const control = element(
    tags.sequence,
    element(tags.octets, '1.2.840.113556.1.4.319'),
    element(tags.octets, value),
  )
  send(7, request, element(0xa0, control))
}

/** Collects messages until this many have come. */
async function receive(count: number): Promise<BerElement[]> {
  const messages: BerElement[] = []
  let waiting = Buffer.alloc(0)
  while (messages.length < count) {
    const [chunk]: unknown[] = await once(socket, 'data')
    waiting = Buffer.concat([waiting, Buffer.isBuffer(chunk) ? chunk : Buffer.alloc(0)])
    for (let next = readElement(waiting); next !== undefined; next = readElement(waiting)) {
      messages.push(next.element)
      waiting = waiting.subarray(next.size)
    }
  }
  return messages
}

const present = element(0x87, 'objectClass')

describe('scripted server', () => {
  test('binds, and refuses as scripted', async () => {
    await talkTo({ bind: (_, password) => (password === 'right' ? 0 : 49) })
    const bind = element(0x60, integer(3), element(tags.octets, 'cn=a'), element(0x80, 'wrong'))
    send(1, bind)
    const [message] = await receive(1)
    const response = message && readChildren(message)[1]
    expect(response?.tag).toBe(0x61)
    expect(response && readChildren(response)[0]?.content[0]).toBe(49)
    expect(server.requests).toEqual([{ kind: 'bind', dn: 'cn=a', password: 'wrong' }])
  })

  test('counts pages and reads filter, cookie and attributes', async () => {
    const seen: unknown[] = []
    await talkTo({
      search: (request, pageIndex) => {
        seen.push([request.filter, request.paged, request.attributes, pageIndex])
        return { entries: [{ dn: 'uid=a', attributes: { uid: 'a' } }], cookie: 'more' }
      },
    })
    search(element(0xa0, present, element(0xa3, element(4, 'cn'), element(4, 'a*é'))), '')
    expect((await receive(2)).map((message) => readChildren(message)[1]?.tag)).toEqual([0x64, 0x65])
    search(element(0xa0, present, element(0xa3, element(4, 'cn'), element(4, 'a*é'))), 'more')
    await receive(2)
    const filter = '(&(objectClass=*)(cn=a\\2a\\c3\\a9))'
    expect(seen).toEqual([
      [filter, { size: 500, cookie: '' }, ['uid'], 0],
      [filter, { size: 500, cookie: 'more' }, ['uid'], 1],
    ])
  })

  test('drops the connection inside a message', async () => {
    await talkTo({ search: () => ({ entries: [], ending: 'drop' }) })
    socket.resume()
    search(present, '')
    await once(socket, 'close')
  })
})
