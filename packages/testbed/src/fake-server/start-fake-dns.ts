import { createSocket, type RemoteInfo } from 'node:dgram'
import { once } from 'node:events'

interface FakeService {
  priority?: number
  weight?: number
  port: number
  /** A host name; '.' says that there is no such service. */
  target: string
}

/** What a scripted DNS server knows, by name in lower case. */
export interface FakeDnsRecords {
  services?: Record<string, readonly FakeService[]>
  /** IPv4 addresses of hosts. */
  hosts?: Record<string, string>
}

/** A scripted DNS server on loopback. */
export interface FakeDns {
  /** host:port */
  address: string
  /** Answers by these records from now on; undefined: not at all. */
  serve(records: FakeDnsRecords | undefined): void
  stop(): Promise<void>
}

const types = { a: 1, srv: 33 }
const noSuchName = 3

/** Starts a DNS server that answers questions for SRV and A records (RFC 1035, RFC 2782) over UDP. */
export async function startFakeDns(first: FakeDnsRecords): Promise<FakeDns> {
  let records: FakeDnsRecords | undefined = first
  const socket = createSocket('udp4')
  socket.on('message', (message: Buffer, { port, address }: RemoteInfo) => {
    if (records !== undefined) socket.send(answer(message, records), port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    address: `127.0.0.1:${socket.address().port}`,
    serve: (next) => (records = next),
    stop: async () => {
      socket.close()
      await once(socket, 'close')
    },
  }
}

function answer(message: Buffer, { services, hosts }: FakeDnsRecords): Buffer {
  const { name, type, end } = readQuestion(message)
  const [found, host] = [services?.[name], hosts?.[name]]
  const data =
    type === types.srv
      ? (found ?? []).map(({ priority = 0, weight = 0, port, target }) =>
          Buffer.concat([words(priority, weight, port), writeName(target)]),
        )
      : type === types.a && host !== undefined
        ? [Buffer.from(host.split('.').map(Number))]
        : []
  const known = found !== undefined || host !== undefined
  // A response to this question, with authority and recursion; then how many questions, answers and others there are.
  const header = [message.readUInt16BE(0), 0x8580 | (known ? 0 : noSuchName), 1, data.length, 0, 0]
  return Buffer.concat([
    words(...header),
    message.subarray(12, end),
    // The name of the question, by a pointer; the class of the internet; no caching.
    ...data.map((octets) => Buffer.concat([words(0xc00c, type, 1, 0, 0, octets.length), octets])),
  ])
}

function readQuestion(message: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = []
  let at = 12
  for (let size = message.readUInt8(at); size > 0; size = message.readUInt8(at)) {
    labels.push(message.toString('latin1', at + 1, at + 1 + size))
    at += 1 + size
  }
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 }
}

function writeName(name: string): Buffer {
  const labels = name.split('.').filter((label) => label !== '')
  const written = labels.map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`, 'latin1'))
  return Buffer.concat([...written, Buffer.from([0])])
}

function words(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(2 * values.length)
  for (const [at, value] of values.entries()) buffer.writeUInt16BE(value, 2 * at)
  return buffer
}
