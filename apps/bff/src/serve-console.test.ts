import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { testApp } from './test-app.ts'

async function builtConsole() {
  const staticDir = await mkdtemp(join(tmpdir(), 'bindery-console-'))
  onTestFinished(() => rm(staticDir, { recursive: true }))
  await mkdir(join(staticDir, 'assets'))
  await writeFile(join(staticDir, 'assets', 'index-abc123.js'), 'start()')
  await writeFile(join(staticDir, 'favicon.svg'), '<svg/>')
  await writeFile(join(staticDir, 'index.html'), '<meta name="style-nonce" content="__NONCE__">')
  return { ...(await testApp({}, { staticDir })), staticDir }
}

test.each(['/', '/index.html', '/people/7', '/people/', '/directories/1/mapping?row=3', '/apian'])(
  '%s is the page, with a nonce that its policy names',
  async (url) => {
    const { ask } = await builtConsole()
    const answer = await ask({ url })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(answer.headers['cache-control']).toBe('no-store')
    const [, nonce] = /content="(\w{16,})"/.exec(answer.body) ?? []
    const policy = String(answer.headers['content-security-policy']).split(';')
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`)
    expect((await ask({ url })).body).not.toBe(answer.body)
  },
)

test('the policy allows no more than the console needs', async () => {
  const { ask } = await builtConsole()
  const { headers } = await ask({ url: '/' })
  const policy = String(headers['content-security-policy']).replaceAll(/ 'nonce-\w+'/g, '')
  expect(policy.split(';')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ])
  expect(headers['referrer-policy']).toBe('no-referrer')
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['cross-origin-opener-policy']).toBe('same-origin')
  expect(headers['cross-origin-resource-policy']).toBe('same-origin')
  expect(headers['permissions-policy']).toMatch(/camera=\(\).*geolocation=\(\).*microphone=\(\)/)
  expect(headers).not.toHaveProperty('strict-transport-security')
})

test('only the public https address is told to be opened by https alone', async () => {
  const publicUrl = 'https://bindery.example.org'
  const strict = async (known: string | undefined, host: string, scheme: string) => {
    const allowedOrigins = new Set([`${scheme}://${host}`])
    const options = { allowedOrigins, trustedProxies: ['127.0.0.1'], ...(known && { publicUrl: known }) }
    const { app } = await testApp({}, options)
    const headers = { host, 'x-forwarded-proto': scheme }
    const { statusCode, headers: told } = await app.inject({ url: '/livez', headers })
    expect(statusCode).toBe(200)
    return told['strict-transport-security']
  }
  expect(await strict(publicUrl, 'bindery.example.org', 'https')).toBe('max-age=31536000; includeSubDomains')
  expect(await strict(publicUrl, '127.0.0.1:8420', 'http')).toBeUndefined()
  expect(await strict(publicUrl, '127.0.0.1:8420', 'https')).toBeUndefined()
  expect(await strict('https://localhost:8420', 'localhost:8420', 'https')).toBeUndefined()
  expect(await strict(undefined, 'localhost:8420', 'https')).toBeUndefined()
})

test('who takes gzip gets the copy that the build made', async () => {
  const { ask, staticDir } = await builtConsole()
  await writeFile(join(staticDir, 'assets', 'index-abc123.js.gz'), gzipSync('start()'))
  const url = '/assets/index-abc123.js'
  const packed = await ask({ url, headers: { 'accept-encoding': 'gzip, deflate, br' } })
  expect(packed.headers).toMatchObject({
    'content-encoding': 'gzip',
    'content-type': expect.stringContaining('javascript'),
    'cache-control': 'public, max-age=31536000, immutable',
    vary: expect.stringMatching(/accept-encoding/i),
  })
  expect(gunzipSync(packed.rawPayload).toString()).toBe('start()')
  const plain = await ask({ url, headers: { 'accept-encoding': 'identity' } })
  expect(plain.headers).not.toHaveProperty('content-encoding')
  expect(plain.body).toBe('start()')
})

test('hashed assets are kept for ever, other files are asked for again', async () => {
  const { ask } = await builtConsole()
  const script = await ask({ url: '/assets/index-abc123.js' })
  expect(script.body).toBe('start()')
  expect(script.headers['content-type']).toContain('javascript')
  expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  const icon = await ask({ url: '/favicon.svg' })
  expect(icon.headers['cache-control']).toBe('no-cache')
})

test('a build under a running server is what the next page load gets', async () => {
  const { ask, staticDir } = await builtConsole()
  expect((await ask({ url: '/' })).body).not.toContain('index-def456.js')
  await rm(join(staticDir, 'assets', 'index-abc123.js'))
  await writeFile(join(staticDir, 'assets', 'index-def456.js'), 'startAgain()')
  await writeFile(join(staticDir, 'index.html'), '<script src="/assets/index-def456.js"></script>')
  expect((await ask({ url: '/people' })).body).toContain('index-def456.js')
  expect((await ask({ url: '/assets/index-def456.js' })).body).toBe('startAgain()')
  expect((await ask({ url: '/assets/index-abc123.js' })).statusCode).toBe(404)
})

test.each(['/assets/index-old.js', '/assets', '/api/nothing', '/assets/..%2f..%2f..%2fetc%2fpasswd'])(
  '%s is not found, rather than the page',
  async (url) => {
    const { ask } = await builtConsole()
    const answer = await ask({ url })
    expect(answer.statusCode).toBe(404)
    expect(answer.json()).toMatchObject({ code: 'not_found' })
  },
)
