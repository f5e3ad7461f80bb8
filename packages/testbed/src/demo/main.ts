import { buildConsoleIfStale } from '../console/build-console.ts'
import { seedDemo } from './seed-demo.ts'
import { startDirectory } from './start-directory.ts'
import { startServer } from './start-server.ts'

// Whatever was started is stopped in reverse order, once, however the demo ends.
const cleanups: (() => Promise<void>)[] = []
let stopping: Promise<void> | undefined

function stop(exitCode: number): Promise<void> {
  stopping ??= (async () => {
    for (const cleanup of cleanups.toReversed()) await cleanup()
    process.exit(exitCode)
  })()
  return stopping
}

async function start(): Promise<void> {
  const directory = await startDirectory(process.argv[2])
  cleanups.push(() => directory.stop())
  await buildConsoleIfStale()
  const server = await startServer()
  cleanups.push(() => server.stop())
  void server.ended.then((code) => {
    if (stopping === undefined) process.stderr.write(`The server ended by itself (${code ?? 'a signal'}).\n`)
    return stop(1)
  })
  await seedDemo(server.url, directory.draft)
  process.stdout.write(
    `\n  Bindery is ready:  ${server.url}\n` +
      `  Sign in as        ${server.admin.username}  with  ${server.admin.password}\n\n` +
      `  The directory is a draft under Connection, with 250 people and 25 groups;\n` +
      `  40 accounts exist already. To play the directory’s side, in another terminal:\n\n` +
      `    ${directory.modifyWith}\n\n` +
      `  Ctrl-C stops everything and removes its data.\n\n`,
  )
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    process.stderr.write('Stopping…\n')
    void stop(0)
  })
}

start().catch((error: unknown) => {
  // Asked to stop in the middle of starting: what then fails is no news.
  if (stopping === undefined)
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  void stop(1)
})
