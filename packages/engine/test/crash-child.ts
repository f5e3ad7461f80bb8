import { openDirectory, type DirectorySession } from '@bindery/directory'
import type { Store } from '@bindery/store'
import { runApply } from '../src/apply/apply.ts'
import { openData } from '../src/secrets/open-data.ts'
import { dataAt } from '../src/test-data.ts'

// Applies a run in a process of its own, and kills it at one step: before or after a transaction or a write.
const [dataDir = '', runId, fatal] = process.argv.slice(2)
let step = 0

function tick(): void {
  if (step === Number(fatal)) process.kill(process.pid, 'SIGKILL')
  step += 1
}

async function between<Result>(work: () => Promise<Result>): Promise<Result> {
  tick()
  const result = await work()
  tick()
  return result
}

const writes: readonly PropertyKey[] = ['create', 'update', 'rename', 'changeMembers', 'delete']

/** The real session, with a step before and after every write. */
function stepped(session: DirectorySession): DirectorySession {
  return new Proxy(session, {
    get(target, name: keyof DirectorySession) {
      const method = target[name] as (...values: unknown[]) => Promise<unknown>
      return writes.includes(name) ? (...values: unknown[]) => between(() => method(...values)) : method
    },
  })
}

const { store: real, keyring } = await openData(await dataAt(dataDir))
const store: Store = { ...real, transaction: (work) => between(() => real.transaction(work)) }
await runApply(
  {
    store,
    keyring,
    openDirectory: async (options) => stepped(await openDirectory(options)),
    now: () => new Date(),
    signal: new AbortController().signal,
    progress: () => undefined,
  },
  Number(runId),
)
await store.close()
