import type { Directory } from '../directory.ts'
import type { ChangesRequest } from '../types.ts'
import { askSync } from '../wire/sync-search.ts'
import { contextsOf } from './contexts-of.ts'
import { parseCsnToken, syncCookie } from './csn-token.ts'
import { unavailableCriticalExtension } from './read-sync-changes.ts'

/**
 * Whether a server that has come as far as this token tells what changed below these search bases. A database may hold
 * a token and have no overlay that goes by it, so each is asked about one entry. Rejects with `DirectoryError`.
 */
export async function tellsChanges(
  directory: Directory,
  now: string,
  reads: ChangesRequest['reads'],
): Promise<boolean> {
  const { supports, activeDirectory } = directory.server
  if (!supports.changes || now === '') return false
  if (activeDirectory) return true
  const cookie = syncCookie(parseCsnToken(now))
  for (const base of contextsOf(directory, reads)) {
    const { reply } = await askSync(directory.wire, { base, scope: 'base', cookie }, deaf)
    if (reply.code === unavailableCriticalExtension) return false
  }
  return true
}

const deaf = { changed: () => undefined, unchanged: () => undefined, gone: () => undefined }
