import { BinderyError, problemSchema, type ProbeStep, type Run, type Verbs } from '@bindery/contract'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { listen } from './listen.ts'
import { testApp } from './test-app.ts'
import { draft, run, step } from './test-draft.ts'

/** The app on a real socket. `open` reads a stream chunk by chunk. */
async function serve(some: Partial<Verbs>, heartbeatMilliseconds = 60_000) {
  const allowedOrigins = new Set<string>()
  const { app, logged } = await testApp(some, { allowedOrigins, heartbeatMilliseconds })
  const url = await listen(app, { host: '127.0.0.1', port: 0 }, allowedOrigins)
  const open = async (path: string, init: RequestInit = {}) => {
    const leave = new AbortController()
    const headers = { origin: url, ...(init.headers as Record<string, string>) }
    const answer = await fetch(url + path, { ...init, headers, signal: leave.signal })
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    const until = async (wanted: string) => {
      while (!text.includes(wanted)) {
        const { done, value } = await reader.read()
        if (done) throw new Error(`ended after ${JSON.stringify(text)}`)
        text += value
      }
      return text
    }
    const rest = async () => {
      for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value
      return text
    }
    return { answer, until, rest, leave: () => leave.abort() }
  }
  return { app, logged, open }
}

const testDraft = {
  method: 'POST',
  body: JSON.stringify(draft),
  headers: { 'content-type': 'application/json' },
}
const aborted = (signal: AbortSignal) => (signal.aborted ? undefined : once(signal, 'abort'))

test('NDJSON comes a line at a time, while the verb still works', async () => {
  const next = Promise.withResolvers<void>()
  const { open } = await serve({
    async *testConnection() {
      yield step('running')
      await next.promise
      yield step('ok')
    },
  })
  const stream = await open('/api/directories/test', testDraft)
  expect(stream.answer.headers.get('content-type')).toBe('application/x-ndjson')
  expect(JSON.parse(await stream.until('\n'))).toEqual(step('running'))
  next.resolve()
  const lines = (await stream.rest()).trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual([step('running'), step('ok')])
})

test('a client that leaves aborts the verb', async () => {
  const left = Promise.withResolvers<boolean>()
  const { open } = await serve({
    async *testConnection({ signal }) {
      yield step('running')
      await aborted(signal)
      left.resolve(signal.aborted)
    },
  })
  const stream = await open('/api/directories/test', testDraft)
  await stream.until('\n')
  stream.leave()
  expect(await left.promise).toBe(true)
})

test('a refusal before the first item is an answer of its own', async () => {
  const { open } = await serve({
    runEvents: () => ({
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.reject(new BinderyError('not_found', 'There is no run 1')),
      }),
    }),
  })
  const { answer, rest } = await open('/api/runs/1/events')
  expect(answer.status).toBe(404)
  expect(problemSchema.parse(JSON.parse(await rest())).detail).toBe('There is no run 1')
})

test('an item that does not fit breaks the stream off, and is logged', async () => {
  const next = Promise.withResolvers<void>()
  const { open, logged } = await serve({
    async *testConnection() {
      yield step('running')
      await next.promise
      yield { ...step('ok'), state: 'perhaps' } as unknown as ProbeStep
    },
  })
  const stream = await open('/api/directories/test', testDraft)
  await stream.until('\n')
  next.resolve()
  await expect(stream.rest()).rejects.toThrow('terminated')
  expect(logged.join('')).toContain('does not fit its schema')
})

test('server-sent events carry ids and the whole state, and say when it is over', async () => {
  const { open } = await serve({
    async *runEvents() {
      yield run(1)
      yield run(2)
    },
  })
  const { answer, rest } = await open('/api/runs/1/events', { headers: { 'last-event-id': '41' } })
  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const events = (await rest()).split('\n\n')
  expect(events).toEqual([
    `id: 42\ndata: ${JSON.stringify(run(1))}`,
    `id: 43\ndata: ${JSON.stringify(run(2))}`,
    'event: end\ndata:',
    '',
  ])
})

test('a silent event stream beats, and ends when the client leaves', async () => {
  const left = Promise.withResolvers<boolean>()
  const { open } = await serve(
    {
      async *runEvents({ signal }) {
        yield run(1)
        await aborted(signal)
        left.resolve(signal.aborted)
      },
    },
    5,
  )
  const stream = await open('/api/runs/1/events')
  await stream.until('\n\n:\n\n:\n\n')
  stream.leave()
  expect(await left.promise).toBe(true)
})

test('closing the server ends its streams, even of a verb that does not listen', async () => {
  const never = Promise.withResolvers<Run>()
  const { app, open } = await serve({
    async *runEvents() {
      yield run(1)
      yield await never.promise
    },
  })
  const stream = await open('/api/runs/1/events')
  await stream.until('\n\n')
  await app.close()
  await expect(stream.rest()).rejects.toThrow('terminated')
})

test('a file to save comes with its name', async () => {
  const { open } = await serve({
    exportPlan: async () => ({
      mediaType: 'text/x-ldif; charset=utf-8',
      fileName: 'plan 7 – Größe.ldif',
      content: (async function* () {
        yield 'version: 1\n'
        yield 'dn: cn=ä\n'
      })(),
    }),
  })
  const { answer, rest } = await open('/api/plans/7/export?format=ldif')
  expect(answer.headers.get('content-type')).toBe('text/x-ldif; charset=utf-8')
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename="plan_7_Gr_e.ldif"; filename*=UTF-8''plan%207%20%E2%80%93%20Gr%C3%B6%C3%9Fe.ldif`,
  )
  expect(await rest()).toBe('version: 1\ndn: cn=ä\n')
})
