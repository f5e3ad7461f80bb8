import { certificateAuthority, freePort, makeAdmin, serverCertificate, type KeyPair } from '@bindery/testbed'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, onTestFinished, test } from 'vitest'

const program = fileURLToPath(new URL('../server.ts', import.meta.url))
let ca: string
let pair: KeyPair

beforeAll(async () => {
  pair = await serverCertificate('valid')
  ca = (await certificateAuthority()).certificatePem
})

/** The server's program as it ships, until it listens or ends. */
function start(flags: readonly string[]) {
  const child = spawn(process.execPath, [program, ...flags], {
    env: { ...process.env, DATABASE_URL: '', BINDERY_LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = once(child, 'close').then(() => child.exitCode)
  const complaint = text(child.stderr)
  let told = ''
  const listening = new Promise<string>((resolve) =>
    child.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString()
      if (told.includes('listens on')) resolve(told)
    }),
  )
  return {
    /** All that it says when it will not start. */
    refusal: async () => ({ code: await ended, words: await complaint }),
    /** What it says once it listens; nothing when it does not. */
    listening: Promise.race([listening, ended.then(() => '')]),
    stop: async () => {
      child.kill('SIGTERM')
      expect(await ended).toBe(0)
    },
  }
}

async function statusOf(url: string, headers = {}): Promise<number | undefined> {
  const [answer] = (await once(get(url, { ca, servername: 'localhost', headers }), 'response')) as [
    IncomingMessage,
  ]
  answer.resume()
  return answer.statusCode
}

test('beyond loopback it listens only encrypted, and once there is an admin', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'bindery-serve-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const port = await freePort()
  const publicUrl = `https://localhost:${port}`
  const everywhere = ['--data-dir', dataDir, '--host', '0.0.0.0', '--port', `${port}`]
  const files = ['--tls-cert', pair.certificateFile, '--tls-key', pair.keyFile, '--public-url', publicUrl]

  expect(await start(everywhere).refusal()).toEqual({
    code: 1,
    words: expect.stringMatching(
      /^Bindery does not listen on 0\.0\.0\.0 yet:\n- .*--tls-cert.*\n- .*--public-url.*\n- It has no admin/,
    ) as string,
  })
  expect(await start([...everywhere, ...files]).refusal()).toEqual({
    code: 1,
    words: expect.stringMatching(
      /^Bindery does not listen on 0\.0\.0\.0 yet:\n- It has no admin.*set-up link/,
    ) as string,
  })

  const first = start(['--data-dir', dataDir, '--port', '0'])
  const [link = ''] = /http:\S+\/set-up#\S+/.exec(await first.listening) ?? []
  await makeAdmin(link)
  await first.stop()

  const server = start([...everywhere, ...files])
  const told = await server.listening
  expect(told).toContain(`Bindery listens on https://0.0.0.0:${port}\nBrowsers open ${publicUrl}\n`)
  expect(told).not.toContain('set-up')
  expect(await statusOf(`${publicUrl}/api/session`)).toBe(200)
  expect(await statusOf(`${publicUrl}/livez`, { host: 'evil.example' })).toBe(403)
  await server.stop()
})

// It may have to build the console first.
test('a service manager that ends npm alone ends the server', { timeout: 180_000 }, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'bindery-npm-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const npm = spawn('npm', ['start', '--', '--data-dir', dataDir, '--port', '0'], {
    cwd: fileURLToPath(new URL('../../../../', import.meta.url)),
    env: { ...process.env, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(npm, 'exit')
  let told = ''
  for await (const chunk of npm.stdout) {
    told += String(chunk)
    if (told.includes('listens on')) break
  }
  const [url = ''] = /http:\S+/.exec(told) ?? []
  expect((await fetch(url)).status).toBe(200)
  npm.kill('SIGTERM')
  await ended
  await expect(fetch(url)).rejects.toThrow('fetch failed')
})
