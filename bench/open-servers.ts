import { startPostgres } from '@bindery/testbed'
import type { StoreKind } from './results.ts'
import { startMeasuredServer, type StartServer } from './start-server.ts'

/** Servers on new databases of one kind. */
export interface Servers {
  readonly start: StartServer
  close(): Promise<void>
}

export async function openServers(store: StoreKind): Promise<Servers> {
  if (store === 'sqlite')
    return { start: (flags) => startMeasuredServer(undefined, flags), close: async () => undefined }
  // As it ships, but for one thing: like our SQLite it need not be on the disk for a commit to be one.
  const postgres = await startPostgres({ fsync: 'on', full_page_writes: 'on', shared_buffers: '128MB' })
  let count = 0
  return {
    start: async (flags) => {
      const name = `bench${(count += 1)}`
      await postgres.createDatabase(name)
      const server = await startMeasuredServer(postgres.urlOf(name), flags)
      const stop = async () => {
        await server.stop()
        await postgres.dropDatabase(name)
      }
      return { ...server, stop }
    },
    close: () => postgres.stop(),
  }
}
