import { openDirectory, type DirectorySession } from '@bindery/directory'
import type { Store } from '@bindery/store'
import { runApply } from '../src/apply/apply.ts'
import { openData } from '../src/secrets/open-data.ts'
import { dataAt } from '../src/test-data.ts'
import { killAtStep } from './kill-at-step.ts'

// Applies a run in a process of its own, and kills it at one step: before or after a transaction or a write.
const [dataDir = '', runId, fatal] = process.argv.slice(2)
const between = killAtStep(fatal)

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
