import { setUpLink } from '@bindery/testbed'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const program = fileURLToPath(new URL('../src/server.ts', import.meta.url))

/** The program, as it is started by hand, on data of its own. */
async function onNewData() {
  const dataDir = await mkdtemp(join(tmpdir(), 'bindery-command-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const start = (args: readonly string[], environment: Record<string, string> = {}) => {
    const child = spawn(process.execPath, [program, ...args, '--data-dir', dataDir, '--port', '0'], {
      env: { ...process.env, DATABASE_URL: '', ...environment },
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    return child
  }
  /** Runs it to its end. */
  const run = async (...started: Parameters<typeof start>) => {
    const child = start(...started)
    const exit = once(child, 'exit')
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
    await exit
    return { code: child.exitCode, out, err }
  }
  /** Starts it, and stops it again once it listens. */
  const listensOnce = async () => {
    const child = start([])
    const exit = once(child, 'exit')
    expect(await setUpLink(child.stdout)).toMatch(/^http/)
    child.kill('SIGTERM')
    await exit
    expect(child.exitCode).toBe(0)
  }
  return { keyFile: join(dataDir, 'bindery.key'), start, run, listensOnce }
}

test('a key is rotated by a command, while no server runs; one that is missing is told in words', async () => {
  const { keyFile, start, run, listensOnce } = await onNewData()
  const running = start([])
  await setUpLink(running.stdout)
  const refused = await run(['rotate-key'])
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err).toMatch(/^Another Bindery works on .+\n$/)
  const exit = once(running, 'exit')
  running.kill('SIGTERM')
  await exit

  const [, before = ''] = (await readFile(keyFile, 'utf8')).split(' ')
  const rotated = await run(['rotate-key'])
  expect(rotated).toMatchObject({ code: 0, err: '' })
  const [, after = ''] = (await readFile(keyFile, 'utf8')).split(' ')
  expect(rotated.out).toMatch(
    new RegExp(`^Everything is sealed with key ${after} now .+ Key ${before} was dropped\\.\\n`),
  )
  await listensOnce()

  await rename(keyFile, `${keyFile}.kept`)
  for (const args of [[], ['rotate-key']]) {
    const started = await run(args)
    expect(started).toMatchObject({ code: 1, out: '' })
    expect(started.err).toContain(
      `${keyFile} is missing, but secrets in the database are sealed with key ${after}.`,
    )
    // No stack below it.
    expect(started.err.split('\n').filter((line) => /^ +at /.test(line))).toEqual([])
  }
  const wrong = `bindery-key ${before} ${'A'.repeat(43)}`
  expect((await run([], { BINDERY_KEY: wrong })).err).toContain(
    `BINDERY_KEY holds key ${before}, but secrets`,
  )
  await rename(`${keyFile}.kept`, keyFile)
  await listensOnce()
})
