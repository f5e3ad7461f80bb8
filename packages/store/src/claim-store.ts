import type { StorePlace } from './open-store.ts'
import { claimDatabase } from './postgres/claim-database.ts'
import { claimFile } from './sqlite/claim-file.ts'

/** Held for as long as a process works on a database. */
export interface Claim {
  release(): Promise<void>
}

/**
 * Makes this the one Bindery that works on a database: another one would take its previews and syncs for interrupted. Ends
 * with the process, however that ends.
 * @throws DataError when another one does already
 */
export const claimStore = (place: StorePlace): Promise<Claim> =>
  'url' in place ? claimDatabase(place.url) : claimFile(place.file)
