import type { Endpoint } from '@bindery/contract'
import * as fc from 'fast-check'
import { arbitraryOf, isSecretName, marker, type Texts } from './arbitrary-of.ts'

export interface HostileRequest {
  readonly method: Endpoint['method']
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload?: Buffer
}

/** Stands in a document for a text that JSON has no value for. */
const raw = (text: string) => `«${text}»`
const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

const rawValues = [
  '1e400',
  '-1e400',
  '1e-400',
  '-0',
  'NaN',
  'Infinity',
  '0x10',
  '01',
  '9007199254740993',
  '123456789012345678901234567890',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '"\\u0000"',
  '{"a":1,"a":2}',
  '{"__proto__":{"role":"admin"}}',
  '{"constructor":{"prototype":{"role":"admin"}}}',
  deep(200),
  deep(20_000),
].map(raw)

const texts = [
  '',
  ' ',
  'a'.repeat(5000),
  'é'.repeat(100_000),
  '\u0000',
  'a\u0000b',
  '\u202Egnp.exe',
  '../../../etc/passwd',
  '%00%2e%2e%2f',
  "' or 1=1 --",
  '"; drop table users; --',
  '*)(uid=*))(|(uid=*',
  '<script>alert(1)</script>',
  '${jndi:ldap://127.0.0.1:1/a}',
  '{{7*7}}',
  '{username}{username}{nothing}',
  'cn=\\00,dc=\\ff',
  '(&'.repeat(300),
  'a+a'.repeat(3000),
  '__proto__',
  'constructor',
  'toString',
  '9'.repeat(400),
  'true',
  'null',
  '[object Object]',
  '2026-99-99T99:99:99Z',
  '\r\nset-cookie: a=b',
  '😀'.repeat(300),
]

const hostileValue = fc.oneof(
  { arbitrary: fc.constantFrom(...texts), weight: 6 },
  { arbitrary: fc.constantFrom(...rawValues), weight: 3 },
  {
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      0,
      -1,
      1.5,
      2 ** 31,
      2 ** 53,
      -(2 ** 63),
      1e308,
      5e-324,
      [],
      {},
      [[]],
      [null],
      [{}],
      { $ne: null },
      { length: -1 },
      { toString: 1, valueOf: 2 },
      { keep: true },
      { set: '' },
      Array.from({ length: 2000 }, (_, index) => index + 1),
      Array.from({ length: 300 }, () => 'x'),
    ),
    weight: 4,
  },
  { arbitrary: fc.jsonValue({ maxDepth: 3 }), weight: 1 },
)

interface Step {
  /** Which part, counted through the document. */
  readonly at: number
  readonly how: 'replace' | 'drop' | 'add' | 'repeat' | 'swap'
  readonly key: string
  readonly value: unknown
}
const step: fc.Arbitrary<Step> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('replace', 'replace', 'replace', 'drop', 'add', 'repeat', 'swap'),
  key: fc.constantFrom(
    'extra',
    'role',
    'id',
    'userId',
    'password',
    'constructor',
    'toString',
    '',
    '0',
    'length',
  ),
  value: hostileValue,
})

type Holder = Record<string, unknown>
const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null

/** Every part of a document: who holds it, and by which name. */
function partsOf(holder: Holder, found: [Holder, string][] = []): [Holder, string][] {
  for (const [key, value] of Object.entries(holder)) {
    found.push([holder, key])
    if (isHolder(value) && found.length < 5000) partsOf(value, found)
  }
  return found
}

function change(document: unknown, steps: readonly Step[]): unknown {
  const root: Holder = { document: structuredClone(document) }
  for (const { at, how, key, value } of steps) {
    const parts = partsOf(root)
    const [holder, name] = parts[at % parts.length] ?? [root, 'document']
    const old = holder[name]
    if (how === 'drop') delete holder[name]
    else if (how === 'add' && isHolder(old) && !Array.isArray(old)) old[key] = structuredClone(value)
    else if (how === 'repeat' && Array.isArray(old))
      holder[name] = Array.from({ length: 300 }, () => structuredClone(old[0] as unknown))
    else if (how === 'repeat' && typeof old === 'string') holder[name] = old.repeat(50)
    else if (how === 'swap') holder[name] = structuredClone(parts[(at >> 8) % parts.length]?.[1])
    else holder[name] = structuredClone(value)
  }
  return root['document']
}

/** Each text under the name of a secret has the marker in it, whatever else is wrong with it. */
function mark(value: unknown, secret: boolean): unknown {
  if (typeof value === 'string')
    return secret && !value.includes(marker) && !value.startsWith('«') ? `${marker}${value}` : value
  if (Array.isArray(value)) return value.map((item) => mark(item, secret))
  if (!isHolder(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, mark(item, secret || isSecretName(name))]),
  )
}

const textOf = (document: unknown) =>
  (JSON.stringify(mark(document, false)) ?? '').replaceAll(/"«((?:[^"\\]|\\.)*)»"/g, (_whole, text: string) =>
    String(JSON.parse(`"${text}"`)),
  )

const junkBytes = [
  [0xff],
  [0xc0, 0x80],
  [0xed, 0xa0, 0x80],
  [0x00],
  [0xef, 0xbb, 0xbf],
  [0x1b],
  [0x5c],
  [0x22],
]

/** What is wrong with the bytes of a document. */
const spoil: fc.Arbitrary<(text: string) => Buffer> = fc
  .record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    how: fc.constantFrom('insert', 'insert', 'cut', 'twice', 'empty', 'utf16', 'again'),
    bytes: fc.constantFrom(...junkBytes),
  })
  .map(({ at, how, bytes }) => (text: string) => {
    const whole = Buffer.from(text)
    const place = Math.floor(at * whole.length)
    if (how === 'cut') return whole.subarray(0, place)
    if (how === 'twice') return Buffer.concat([whole, whole])
    if (how === 'empty') return Buffer.alloc(0)
    if (how === 'utf16') return Buffer.from(text, 'utf16le')
    // The name of the first field once more.
    if (how === 'again') return Buffer.from(text.replace(/^\{("(?:[^"\\]|\\.)*":)/, '{$1null,$1'))
    return Buffer.concat([whole.subarray(0, place), Buffer.from(bytes), whole.subarray(place)])
  })

function bodies(schema: NonNullable<Endpoint['body']>, more: Texts): fc.Arbitrary<Buffer> {
  const valid = arbitraryOf(schema, more)
  const changed = fc
    .tuple(valid, fc.array(step, { minLength: 1, maxLength: 3 }))
    .map(([document, steps]) => change(document, steps))
  return fc.oneof(
    { arbitrary: valid.map((document) => Buffer.from(textOf(document))), weight: 6 },
    { arbitrary: changed.map((document) => Buffer.from(textOf(document))), weight: 8 },
    { arbitrary: hostileValue.map((value) => Buffer.from(textOf(value))), weight: 1 },
    {
      arbitrary: fc.tuple(fc.oneof(valid, changed), spoil).map(([document, how]) => how(textOf(document))),
      weight: 3,
    },
    { arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)), weight: 1 },
  )
}

const ids = [
  '0',
  '-1',
  '1.5',
  '1e3',
  '0x1',
  '9007199254740993',
  '9'.repeat(50),
  '9'.repeat(500),
  '%00',
  '1%00',
  '..',
  '../1',
  '..%2f..%2fetc%2fpasswd',
  '%2e%2e',
  '%',
  '%zz',
  '%ff',
  'a',
  '%20',
  '1;drop',
  "1'--",
  'NaN',
  'undefined',
  '__proto__',
  'constructor',
  '%F0%9F%98%80',
  '1/2',
  '1?id=2',
  '1#2',
  '*',
]
const id = fc.oneof(
  { arbitrary: fc.constantFrom('1', '2', '3', '4', '999999'), weight: 7 },
  { arbitrary: fc.constantFrom(...ids), weight: 2 },
)

const encoded = fc.constantFrom(...texts.filter((text) => text.length < 6000)).map(encodeURIComponent)
const queryJunk = fc.oneof(
  fc.constantFrom(
    '%',
    '%zz=1',
    '%00=%00',
    '%ff=%ff',
    '&&&===',
    '__proto__=1',
    '__proto__[a]=1',
    'constructor[prototype]=1',
    ';',
    '?',
    'a=%u0041',
  ),
  fc
    .tuple(
      fc.constantFrom(
        'after',
        'limit',
        'text',
        'at',
        'near',
        'state',
        'directoryId',
        'format',
        'badge',
        'code',
        'iss',
        'limit[]',
        'from',
        'until',
        'actor',
      ),
      fc.oneof(
        encoded,
        fc.constantFrom(
          '0',
          '-1',
          '1e9',
          '501',
          '',
          'NaN',
          '9007199254740993',
          '1.5',
          '%ff',
          'eyJhIjoxfQ',
          'WzFd',
          'W10=',
          '[1]',
          '1,2',
          'null',
        ),
      ),
    )
    .map(([name, value]) => `${name}=${value}`),
)
function queries({ query }: Endpoint, more: Texts): fc.Arbitrary<string> {
  const valid = query
    ? arbitraryOf(query, more).map((asked) =>
        new URLSearchParams(
          Object.entries(asked as Record<string, unknown>)
            .filter(([, value]) => value !== undefined)
            .map(([name, value]): [string, string] => [name, String(value)]),
        ).toString(),
      )
    : fc.constant('')
  const junk = fc.oneof(
    { arbitrary: fc.constant<string[]>([]), weight: query ? 2 : 4 },
    { arbitrary: fc.array(queryJunk, { maxLength: 4 }), weight: 1 },
  )
  const twice = fc.oneof(
    { arbitrary: fc.constant(false), weight: 9 },
    { arbitrary: fc.constant(true), weight: 1 },
  )
  return fc
    .tuple(valid, junk, twice)
    .map(([good, bad, again]) =>
      [good, ...(again ? [good] : []), ...bad].filter((part) => part !== '').join('&'),
    )
}

const headerJunk: Record<string, readonly string[]> = {
  'if-match': [
    '*',
    '""',
    '"1',
    'W/"1"',
    '"-1"',
    '"99999999999999"',
    '"1", "2"',
    '"0"',
    '"1.5"',
    '"\u00ff"',
    'a'.repeat(5000),
  ],
  'last-event-id': ['-1', '99999999999999999999', 'NaN', '\u00e9', 'a'.repeat(5000), '1\t2', '__proto__'],
  cookie: [
    '__Host-bindery=',
    '__Host-bindery=%',
    '__Host-bindery=a; __Host-bindery=b',
    `__Host-bindery=${'a'.repeat(10_000)}`,
    '__Host-bindery-attempt=x',
    '__proto__=1; constructor=2',
    '; ; ;=;==',
    Array.from({ length: 500 }, (_, index) => `c${index}=${index}`).join('; '),
  ],
  authorization: [
    'Bearer',
    'Bearer  ',
    `Bearer ${'a'.repeat(10_000)}`,
    'Basic Og==',
    'Digest x',
    'Bearer a b',
    `Bearer bindery_${marker}`,
    '\u00e9',
  ],
  origin: [
    'null',
    '',
    'http://',
    'http://127.0.0.1:8420.evil.example',
    'HTTP://127.0.0.1:8420',
    'http://127.0.0.1:8420/',
    'http://127.0.0.1:8420 ',
    '*',
  ],
  host: [
    '',
    '127.0.0.1',
    '127.0.0.1:8420:8420',
    '[::1',
    'evil.example',
    '127.0.0.1:8420@evil.example',
    '127.0.0.1:8420,evil.example',
    '127.0.0.1:99999',
    'a b',
    '/',
  ],
  'x-forwarded-for': ['127.0.0.1', '1, 2, 3', 'a'.repeat(3000), "' or 1=1"],
  'x-forwarded-host': ['evil.example', '127.0.0.1:8420', ''],
  'x-forwarded-proto': ['https', 'javascript', 'https,http'],
  forwarded: ['for=127.0.0.1;host=evil.example;proto=https'],
  'x-http-method-override': ['DELETE', 'GET'],
  'content-type': [
    'application/json; charset=utf-16',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'APPLICATION/JSON',
    'application/json; charset=',
    'application/problem+json',
    'application/json, text/html',
    '',
    '\u00e9/\u00e9',
    ';',
  ],
  'content-length': ['0', '1', '-1', '99999999', 'a'],
  'content-encoding': ['gzip', 'br', 'x'],
  accept: ['text/html', 'image/*', '', 'a'.repeat(3000)],
  range: ['bytes=0-0', 'bytes=-1'],
  'sec-fetch-site': ['cross-site', 'same-site', '', 'none', 'same-origin, cross-site'],
  'user-agent': ['', 'a'.repeat(10_000), '\u00ff\u00fe', "' or 1=1 --"],
  'accept-version': ['9.9.9'],
  upgrade: ['websocket', 'h2c'],
}
const oddHeader = fc
  .constantFrom(...Object.entries(headerJunk))
  .chain(([name, values]) => fc.constantFrom(...values).map((value) => [name, value] as const))
const oddHeaders = fc
  .oneof(
    { arbitrary: fc.constant([]), weight: 3 },
    { arbitrary: fc.array(oddHeader, { minLength: 1, maxLength: 2 }), weight: 1 },
  )
  .map((headers) => Object.fromEntries(headers))

/** A body that is told as text where a test fails, and cut off where it is long. */
const readable = (body: Buffer): Buffer =>
  Object.assign(body, { [fc.toStringMethod]: () => JSON.stringify(body.toString().slice(0, 2000)) })

/**
 * Requests to an endpoint of which some part is usually wrong, and often all the others right.
 * @param more names, addresses and secrets that there are
 */
export function hostileRequests(endpoint: Endpoint, more: Texts): fc.Arbitrary<HostileRequest> {
  const { method, path, body, ifMatch } = endpoint
  return fc
    .record({
      id,
      query: queries(endpoint, more),
      headers: oddHeaders,
      version: fc.constantFrom('"1"', '"2"', '"3"'),
      payload: body
        ? bodies(body, more)
        : fc.oneof(
            { arbitrary: fc.constant(undefined), weight: 9 },
            { arbitrary: fc.constantFrom('{}', '[]', 'x', '').map((text) => Buffer.from(text)), weight: 1 },
          ),
    })
    .map(({ id: one, query, headers, version, payload }) => ({
      method,
      url: `${path.replace(':id', one)}${query === '' ? '' : `?${query}`}`,
      headers: {
        ...(ifMatch && { 'if-match': version }),
        ...(payload && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(payload && { payload: readable(payload) }),
    }))
}
