import { openStore, type Store } from '@bindery/store'
import { storePlace, type DataPlace } from '../tasks/data-place.ts'
import { checkKeys, noteKey } from './check-keys.ts'
import { createKeyFile } from './key-file.ts'
import { createKeyring, type Keyring } from './keyring.ts'
import { nameOfKeys, ownKeyFile, readKeys } from './key-source.ts'
import { newKey, type SealingKeys } from './sealing-key.ts'

/** The database, open, and what opens its secrets. */
export interface OpenData {
  readonly store: Store
  readonly keys: SealingKeys
  readonly keyring: Keyring
}

/**
 * Opens the data of a place. The very first time its key is made, unless somebody else keeps it: a file of mode 0600. The
 * keys are looked at before anything is changed, tables of an older Bindery included.
 * @param readers as in `StorePlace`
 * @throws DataError, saying what to do, when the keys or the database cannot be used, or do not belong together
 */
export async function openData(
  place: DataPlace,
  { readers = false }: { readonly readers?: boolean } = {},
): Promise<OpenData> {
  const found = await readKeys(place)
  const store = await openStore({ ...storePlace(place), readers }, (db) =>
    checkKeys(db, found && createKeyring(found), nameOfKeys(place)),
  )
  try {
    const keys = found ?? (await makeKeys(place.dataDir))
    const keyring = createKeyring(keys)
    await noteKey(store.db, keyring)
    return { store, keys, keyring }
  } catch (error) {
    await store.close()
    throw error
  }
}

async function makeKeys(dataDir: string): Promise<SealingKeys> {
  const keys: SealingKeys = [newKey()]
  await createKeyFile(ownKeyFile(dataDir), keys)
  return keys
}
