import type { Settings } from '@bindery/contract'
import { createMemoryDirectory, type MemoryDirectory } from '@bindery/directory/memory'
import { openStore, type Store } from '@bindery/store'
import { hashScope } from '../directories/hash-scope.ts'
import { sealSecrets } from '../directories/stored-secrets.ts'
import type { PlanContext } from '../plans/plan-context.ts'
import { createKeyring } from '../secrets/keyring.ts'
import { clearStore } from './clear-store.ts'
import { createLocalTasks } from './local-tasks.ts'

export const directoryId = 1
const beginning = Date.parse('2026-03-01T00:00:00.000Z')
const keyring = createKeyring([{ id: '000000000000', secret: Buffer.alloc(32, 7).toString('base64url') }])

/** Both sides of a sync and the engine between them, in one thread and without a disk. */
export interface World {
  readonly context: PlanContext
  readonly store: Store
  readonly directory: MemoryDirectory
  readonly settings: Settings
  now(): Date
  /** Time goes by. */
  wait(milliseconds: number): void
}

/** Made once: what a history left in it is cleared away. */
let opened: Promise<Store> | undefined

/** An empty company with a directory that has these settings, and that tells what changed or does not. */
export async function openWorld(settings: Settings, syncProvider = true): Promise<World> {
  const store = await (opened ??= openStore({ file: ':memory:' }))
  await clearStore(store)
  let time = beginning
  const now = () => new Date(time)
  const directory = createMemoryDirectory({ now, syncProvider })
  const tasks = createLocalTasks({
    store,
    keyring,
    openDirectory: (options) => directory.openDirectory(options),
    now,
    signal: new AbortController().signal,
    progress: () => undefined,
  })
  await addDirectory(store, settings, now().toISOString())
  return {
    context: { store, keyring, now, dataDir: '', allowNetworks: [], tasks },
    store,
    directory,
    settings,
    now,
    wait(milliseconds) {
      time += milliseconds
    },
  }
}

async function addDirectory({ db }: Store, settings: Settings, at: string): Promise<void> {
  const secrets = sealSecrets(keyring, directoryId, { bindPassword: 'any', clientKey: '' }, {}, at)
  await db
    .insertInto('directories')
    .values({
      id: directoryId,
      name: 'Company',
      enabled: 1,
      version: 1,
      secrets: JSON.stringify(secrets),
      deleted_at: null,
    })
    .execute()
  await db
    .insertInto('settings_versions')
    .values({
      directory_id: directoryId,
      version: 1,
      settings: JSON.stringify(settings),
      scope_hash: hashScope(settings),
      saved_at: at,
      actor: 'ada',
    })
    .execute()
}
