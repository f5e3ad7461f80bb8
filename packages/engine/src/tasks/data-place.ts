import type { StorePlace } from '@bindery/store'
import type { KeyPlace } from '../secrets/key-source.ts'
import { join } from 'node:path'

/** Where Bindery keeps its data. */
export interface DataPlace extends KeyPlace {
  /** The directory of the key file, and of the embedded database. */
  readonly dataDir: string
  /** The `postgres://` URL of the database, where it is not the embedded one. It may hold a password. */
  readonly databaseUrl?: string | undefined
}

/** Where the embedded database lives. */
export const databaseFile = (dataDir: string) => join(dataDir, 'bindery.sqlite')

/** The database of a place. */
export const storePlace = ({ dataDir, databaseUrl }: DataPlace): StorePlace =>
  databaseUrl === undefined ? { file: databaseFile(dataDir) } : { url: databaseUrl }
