import type { Directory } from '../directory.ts'
import { entryAt } from './find-entry.ts'

const searchesInFlight = 4

/** The stable ids of the entries at these DNs, by DN as given; who is not there, or shows none, is missing. */
export async function idsAt(directory: Directory, dns: readonly string[]): Promise<Map<string, string>> {
  const open = [...dns]
  const found = new Map<string, string>()
  const work = async () => {
    for (let dn = open.pop(); dn !== undefined; dn = open.pop()) {
      const entry = await entryAt(directory, dn, [])
      if (entry !== null && entry.stableId !== null) found.set(dn, entry.stableId)
    }
  }
  await Promise.all(Array.from({ length: searchesInFlight }, work))
  return found
}
