import { createServer, type Socket } from 'node:net'
import { answerSearch, type FakePage } from './answer-search.ts'
import { readElement } from './ber.ts'
import { readRequest, type FakeRequest, type FakeSearchRequest } from './read-request.ts'
import { responseTags, writeResult, type FakeEntry } from './write-response.ts'
import { serveLoopback } from './serve-loopback.ts'

/** How a scripted server behaves. */
export interface FakeServerScript {
  /** Attributes of the root DSE on top of the usual ones. */
  rootDse?: FakeEntry['attributes']
  /** Result of a bind, by its code or with words; default 0 for every name and password. */
  bind?: (dn: string, password: string) => number | { code: number; words: string }
  /** The answer to a search; `pageIndex` counts the pages of this read on this connection from 0. */
  search?: (request: FakeSearchRequest, pageIndex: number) => FakePage
}

/** A scripted LDAP server on loopback. */
export interface FakeServer {
  url: string
  /** Every request so far, in order. */
  requests: FakeRequest[]
  stop(): Promise<void>
}

/** Starts a server that does what a real one will not do on demand: odd pages, drops, silence, floods. No TLS. */
export async function startFakeServer(script: FakeServerScript = {}): Promise<FakeServer> {
  const sockets = new Set<Socket>()
  const requests: FakeRequest[] = []
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    serve(socket, script, requests)
  })
  const { port, stop } = await serveLoopback(server, sockets)
  return { url: `ldap://127.0.0.1:${port}`, requests, stop }
}

function serve(socket: Socket, script: FakeServerScript, requests: FakeRequest[]): void {
  const pages = new Map<string, number>()
  let waiting = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk])
    for (let next = readElement(waiting); next !== undefined; next = readElement(waiting)) {
      waiting = waiting.subarray(next.size)
      const { id, request } = readRequest(next.element)
      requests.push(request)
      answer(socket, id, request, script, pages)
    }
  })
}

const unbind = 0x42

function answer(
  socket: Socket,
  id: number,
  request: FakeRequest,
  script: FakeServerScript,
  pages: Map<string, number>,
): void {
  if (request.kind === 'bind') {
    const result = script.bind?.(request.dn, request.password) ?? 0
    const { code, words } = typeof result === 'number' ? { code: result, words: '' } : result
    socket.write(writeResult(id, 0x61, code, words))
  } else if (request.kind === 'search') {
    void answerSearch(socket, id, request, scriptedPage(request, script, pages))
  } else if (request.tag === unbind) {
    socket.end()
  } else {
    const tag = responseTags[request.tag]
    // Extended operations are unknown here (protocolError); writes succeed and change nothing.
    if (tag !== undefined) socket.write(writeResult(id, tag, tag === 0x78 ? 2 : 0))
  }
}

function scriptedPage(
  request: FakeSearchRequest,
  script: FakeServerScript,
  pages: Map<string, number>,
): FakePage {
  if (request.base === '' && request.scope === 'base') {
    return { entries: [{ dn: '', attributes: { ...usualRootDse, ...script.rootDse } }] }
  }
  const read = `${request.base}\n${request.scope}\n${request.filter}`
  const continues = request.paged !== undefined && request.paged.cookie !== ''
  const pageIndex = continues ? (pages.get(read) ?? 0) + 1 : 0
  pages.set(read, pageIndex)
  return script.search?.(request, pageIndex) ?? { entries: [] }
}

const usualRootDse: FakeEntry['attributes'] = {
  namingContexts: 'dc=example,dc=org',
  supportedLDAPVersion: '3',
  supportedControl: '1.2.840.113556.1.4.319',
  subschemaSubentry: 'cn=Subschema',
  vendorName: 'Scripted test server',
}
