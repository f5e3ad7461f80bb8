import type { StorePlace } from './open-store.ts'

/** Held for as long as a process works on a database. */
export interface Claim {
  release(): Promise<void>
}

/**
 * Makes this the one Bindery that works on a database: another one would take its previews and syncs for interrupted. Ends
 * with the process, however that ends.
 * @throws DataError when another one does already
 */
export async function claimStore(place: StorePlace): Promise<Claim> {
  if ('file' in place) return (await import('./sqlite/claim-file.ts')).claimFile(place.file)
  return (await import('./postgres/claim-database.ts')).claimDatabase(place.url)
}
