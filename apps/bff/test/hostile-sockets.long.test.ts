import * as fc from 'fast-check'
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { marker } from './arbitrary-of.ts'
import { openRealApp, ownOrigin, password, secretIn, type RealApp } from './open-app.ts'
import { tellsTooMuch } from './tells-too-much.ts'

const patience = 5000
let server: RealApp
let port: number
let cookie: string
const badLines: string[] = []

beforeAll(async () => {
  server = await openRealApp((line) => {
    if (line.includes(marker) || line.includes('unexpected error')) badLines.push(line)
  })
  const payload = { token: server.setUpToken, username: 'root', password }
  const headers = { host: new URL(ownOrigin).host, origin: ownOrigin }
  const made = await server.ask({ method: 'POST', url: '/api/setup', headers, payload })
  cookie = `__Host-bindery=${secretIn(made)}`
  const address = await server.app.listen({ host: '127.0.0.1', port: 0 })
  port = Number(new URL(address).port)
  server.origins.add(`http://127.0.0.1:${port}`)
}, 60_000)

afterAll(() => server.close())

let connections = 0

/** What comes back for bytes, until the connection is closed; who says nothing more after a while has hung up. */
async function exchange(bytes: Buffer): Promise<string> {
  // Each address makes only so many requests.
  const localAddress = `127.0.0.${2 + ((connections += 1) % 200)}`
  const socket = connect({ host: '127.0.0.1', port, localAddress })
  const received: Buffer[] = []
  socket.on('data', (chunk: Buffer) => void received.push(chunk))
  // Being cut off is an answer.
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(bytes)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.setTimeout(200, () => socket.end())
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), patience)
  const hung = once(late.signal, 'abort').then(() => 'hung')
  const how = await Promise.race([closed, hung])
  clearTimeout(timer)
  socket.destroy()
  expect(how, `No end in ${patience} ms after ${bytes.toString('latin1').slice(0, 300)}`).not.toBe('hung')
  return Buffer.concat(received).toString('latin1')
}

const statusesOf = (text: string) =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))

function check(answer: string): number[] {
  const statuses = statusesOf(answer)
  // 505 and its like would be right, and are not the server's fault; nothing says them.
  expect(statuses.filter((status) => status >= 500)).toEqual([])
  expect(tellsTooMuch(answer)).toBeUndefined()
  expect(badLines.splice(0)).toEqual([])
  return statuses
}

/** The head of a request by the admin, as lines. */
const headOf = (line: string, ...more: string[]) =>
  [
    line,
    `Host: 127.0.0.1:${port}`,
    `Origin: http://127.0.0.1:${port}`,
    `Cookie: ${cookie}`,
    ...more,
    '',
    '',
  ].join('\r\n')

/** What a proxy in front and the server behind could take for one request and for two. */
const framings: readonly (readonly [headers: readonly string[], body: string])[] = [
  [['Content-Length: 4', 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
  [['Transfer-Encoding: chunked', 'Content-Length: 4'], '0\r\n\r\n'],
  [['Content-Length: 0', 'Content-Length: 5'], ''],
  [['Content-Length: 0, 5'], ''],
  [['Content-Length: +0'], ''],
  [['Content-Length: -1'], ''],
  [['Content-Length: 0x0'], ''],
  [['Content-Length: 99999999999999999999999'], ''],
  [['Content-Length:'], ''],
  [['Content-Length : 0'], ''],
  [['Transfer-Encoding: xchunked'], '0\r\n\r\n'],
  [['Transfer-Encoding: chunked, identity'], '0\r\n\r\n'],
  [['Transfer-Encoding: identity', 'Content-Length: 0'], ''],
  [['Transfer-Encoding : chunked'], '0\r\n\r\n'],
  [['Transfer-Encoding:\u000bchunked'], '0\r\n\r\n'],
  [['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'], '0\r\n\r\n'],
  [[' Transfer-Encoding: chunked'], '0\r\n\r\n'],
  [['X: a\nTransfer-Encoding: chunked'], '0\r\n\r\n'],
  [['Transfer-Encoding: chunked'], 'ffffffffffffffffff\r\n'],
  [['Transfer-Encoding: chunked'], '-1\r\n\r\n'],
  [['Transfer-Encoding: chunked'], '0x0\r\n\r\n'],
  [['Transfer-Encoding: chunked'], '0\n\n'],
  [['Transfer-Encoding: chunked'], '5\r\nhelloXX0\r\n\r\n'],
]

test.each(framings)('no second request comes in behind %j', async (headers, body) => {
  const hidden = headOf('GET /api/users HTTP/1.1', 'Connection: close')
  const first = headOf('POST /api/groups HTTP/1.1', 'Content-Type: application/json', ...headers)
  const answer = await exchange(Buffer.from(`${first}${body}${hidden}`, 'latin1'))
  const statuses = check(answer)
  expect(statuses.length).toBeLessThanOrEqual(1)
  expect(statuses.every((status) => status >= 400)).toBe(true)
  expect(answer).not.toContain('root')
})

test('the same request behind one that is whole does come in', async () => {
  const first = headOf('GET /api/overview HTTP/1.1')
  const answer = await exchange(Buffer.from(first + headOf('GET /api/users HTTP/1.1', 'Connection: close')))
  expect(check(answer)).toEqual([200, 200])
  expect(answer).toContain('root')
})

const startLines = [
  'GET /api/people HTTP/1.1',
  'POST /api/people HTTP/1.1',
  'DELETE /api/session HTTP/1.1',
  'GET /api/people',
  'GET /api/people HTTP/0.9',
  'GET /api/people HTTP/1.0',
  'GET /api/people HTTP/9.9',
  'GET /api/people FTP/1.1',
  'get /api/people HTTP/1.1',
  'GET  /api/people  HTTP/1.1',
  'GET\t/api/people\tHTTP/1.1',
  'GET http://evil.example/api/people HTTP/1.1',
  'GET //evil.example/api/people HTTP/1.1',
  'GET /api/../api//people/./1 HTTP/1.1',
  'GET /%61pi/people HTTP/1.1',
  'GET /api/people/%00 HTTP/1.1',
  'GET /api/people?%00%ff=\u00ff HTTP/1.1',
  'GET \\api\\people HTTP/1.1',
  'GET /../../etc/passwd HTTP/1.1',
  'GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1',
  `GET /api/people?${'a'.repeat(20_000)} HTTP/1.1`,
  'GET * HTTP/1.1',
  'OPTIONS * HTTP/1.1',
  'OPTIONS /api/people HTTP/1.1',
  'HEAD /api/people HTTP/1.1',
  'TRACE /api/people HTTP/1.1',
  'CONNECT evil.example:443 HTTP/1.1',
  'PROPFIND /api/people HTTP/1.1',
  'G\u0000T /api/people HTTP/1.1',
  'PRI * HTTP/2.0',
  '',
  ' ',
  '\u0016\u0003\u0001\u0002\u0000\u0001\u0000',
]
const oddLines = [
  'Host: evil.example',
  'X',
  ': nothing',
  'X : blank',
  'X: a\r\n folded',
  'X: \u0000',
  'X\u0000: a',
  'X: \u00ff\u00fe',
  'X: a\nY: b',
  'X: a\rY: b',
  `X: ${'a'.repeat(20_000)}`,
  Array.from({ length: 3000 }, (_, index) => `X${index}: a`).join('\r\n'),
  'Expect: 100-continue',
  'Expect: everything',
  'Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__',
  'Upgrade: websocket\r\nConnection: Upgrade',
  'Connection: close, keep-alive, X',
  'X-Forwarded-For: 127.0.0.1',
  'X-Forwarded-Host: evil.example',
  'Content-Type: application/json\r\nContent-Length: 30',
  'Content-Type: application/json\r\nTransfer-Encoding: chunked',
  `Authorization: Bearer ${marker}`,
  `Cookie: __Host-bindery=${marker}`,
]
const ends = [
  '',
  '{"username":"a"',
  '5\r\nhello\r\n',
  '\u0000'.repeat(100),
  `{"username":"${'a'.repeat(2_000_000)}"}`,
]

test('whatever bytes come, they are answered or cut off, and nothing is told', async () => {
  const request = fc
    .tuple(
      fc.constantFrom(...startLines),
      fc.array(fc.constantFrom(...oddLines), { maxLength: 3 }),
      fc.constantFrom(...ends),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.uint8Array({ maxLength: 8 }),
      fc.nat(5),
    )
    .map(([line, headers, end, at, bytes, how]) => {
      const whole = Buffer.from(headOf(line, ...headers) + end, 'latin1')
      const place = Math.floor(at * whole.length)
      if (how === 0) return whole.subarray(0, place)
      if (how === 1) return Buffer.concat([whole.subarray(0, place), bytes, whole.subarray(place)])
      return whole
    })
  const seed = Number(process.env['BINDERY_SEED'] ?? 1)
  const requests = fc.sample(request, { seed, numRuns: 800 })
  let answered = 0
  while (requests.length > 0) {
    const answers = await Promise.all(requests.splice(0, 40).map(exchange))
    for (const answer of answers) answered += check(answer).length
  }
  expect(answered).toBeGreaterThan(400)
})
