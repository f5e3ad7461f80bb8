import { BerWriter } from 'ldapts'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { DirectoryError } from '../directory-error.ts'
import { searchAll } from './search.ts'
import { askSync } from './sync-search.ts'
import { createWire, type Wire } from './wire.ts'

const syncInfo = '1.3.6.1.4.1.4203.1.9.1.4'
const idOf = (number: number) => Buffer.alloc(16, number)

function built(write: (ber: BerWriter) => void): Buffer {
  const ber = new BerWriter()
  write(ber)
  return ber.buffer
}
function sequence(ber: BerWriter, tag: number, write: () => void): void {
  ber.startSequence(tag)
  write()
  ber.endSequence()
}
/** A message that answers the first request. */
const message = (write: (ber: BerWriter) => void) =>
  built((ber) =>
    sequence(ber, 0x30, () => {
      ber.writeInt(1)
      write(ber)
    }),
  )
const control = (ber: BerWriter, oid: string, value: Buffer) =>
  sequence(ber, 0xa0, () =>
    sequence(ber, 0x30, () => {
      ber.writeString(oid)
      ber.writeBuffer(value, 0x04)
    }),
  )
const intermediate = (value: Buffer, name = syncInfo) =>
  message((ber) =>
    sequence(ber, 0x79, () => {
      ber.writeBuffer(Buffer.from(name), 0x80)
      ber.writeBuffer(value, 0x81)
    }),
  )
const idSet = (ids: readonly Buffer[], deleted: boolean) =>
  intermediate(
    built((ber) =>
      sequence(ber, 0xa3, () => {
        if (deleted) ber.writeBoolean(true)
        sequence(ber, 0x31, () => ids.forEach((id) => ber.writeBuffer(id, 0x04)))
      }),
    ),
  )
const presentEnds = intermediate(built((ber) => sequence(ber, 0xa2, () => ber.writeBoolean(false))))
const entry = (dn: string, state: number, id: Buffer) =>
  message((ber) => {
    sequence(ber, 0x64, () => {
      ber.writeString(dn)
      sequence(ber, 0x30, () => undefined)
    })
    const value = built((inner) =>
      sequence(inner, 0x30, () => {
        inner.writeEnumeration(state)
        inner.writeBuffer(id, 0x04)
      }),
    )
    control(ber, '1.3.6.1.4.1.4203.1.9.1.2', value)
  })
const done = (namedDeleted: boolean | null, code = 0) =>
  message((ber) => {
    sequence(ber, 0x65, () => {
      ber.writeEnumeration(code)
      ber.writeString('')
      ber.writeString('')
    })
    if (namedDeleted === null) return
    const value = built((inner) => sequence(inner, 0x30, () => inner.writeBoolean(namedDeleted)))
    control(ber, '1.3.6.1.4.1.4203.1.9.1.3', value)
  })

/** A connection to a server that answers whatever comes first with these messages. */
async function wireTo(answer: readonly Buffer[], maxReplyBytes = 10_000): Promise<Wire> {
  const server = createServer((socket) => {
    socket.once('data', () => answer.forEach((bytes) => socket.write(bytes)))
    socket.on('error', () => undefined)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  await once(socket, 'connect')
  const wire = createWire(socket, { timeoutMs: 5000, maxReplyBytes })
  onTestFinished(() => {
    wire.close()
    socket.destroy()
    server.close()
  })
  return wire
}

async function heard(answer: readonly Buffer[]) {
  const told: string[] = []
  const say = (what: string) => (ids: readonly Buffer[]) =>
    void told.push(...ids.map((id) => `${what} ${id[0]}`))
  const { reply, restIsGone } = await askSync(
    await wireTo(answer),
    { scope: 'sub', base: 'dc=x', cookie: 'rid=000,csn=1' },
    { changed: (id, dn) => void told.push(`${dn} ${id[0]}`), unchanged: say('same'), gone: say('gone') },
  )
  return { told, restIsGone, code: reply.code, kept: reply.entries }
}
const problemOf = (answer: readonly Buffer[]) =>
  heard(answer).then(
    () => 'none',
    (error: unknown) => (error instanceof DirectoryError ? error.problem.code : String(error)),
  )

describe('a sync search', () => {
  test('gives what is told as it comes, and keeps nothing of it', async () => {
    expect(
      await heard([
        idSet([idOf(1), idOf(2)], true),
        entry('cn=a,dc=x', 1, idOf(3)),
        entry('cn=b,dc=x', 3, idOf(4)),
        done(true),
      ]),
    ).toEqual({ told: ['gone 1', 'gone 2', 'cn=a,dc=x 3', 'gone 4'], restIsGone: false, code: 0, kept: [] })
  })

  test('whoever is not named is gone after a present phase, also where a delete phase follows it', async () => {
    const present = [idSet([idOf(1)], false), entry('cn=a,dc=x', 0, idOf(2))]
    expect(await heard([...present, done(false)])).toMatchObject({
      told: ['same 1', 'same 2'],
      restIsGone: true,
    })
    expect(await heard([...present, presentEnds, idSet([idOf(9)], true), done(true)])).toMatchObject({
      told: ['same 1', 'same 2', 'gone 9'],
      restIsGone: true,
    })
  })

  test('an answer that is not what was asked for is an error, never "nothing changed"', async () => {
    expect(await problemOf([done(null)])).toBe('protocol_error')
    expect(await problemOf([idSet([Buffer.alloc(3)], true), done(true)])).toBe('protocol_error')
    expect(await problemOf([intermediate(Buffer.from('a3ff00', 'hex')), done(true)])).toBe('protocol_error')
    expect(await problemOf([intermediate(Buffer.alloc(0), '1.2.3'), done(true)])).toBe('protocol_error')
    expect(await heard([done(null, 4096)])).toMatchObject({ code: 4096, told: [] })
  })

  test('S12 an answer without an end is refused', async () => {
    const ids = Array.from({ length: 100 }, (_, number) => idOf(number))
    expect(await problemOf(Array.from({ length: 50 }, () => idSet(ids, false)))).toBe('reply_too_large')
  })

  test('nobody but who asked for them gets intermediate responses', async () => {
    const wire = await wireTo([idSet([idOf(1)], true), done(true)])
    const search = { base: 'dc=x', scope: 'sub', filter: '(cn=*)', attributes: [] } as const
    await expect(searchAll(wire, search)).rejects.toThrow('intermediate response')
  })
})
