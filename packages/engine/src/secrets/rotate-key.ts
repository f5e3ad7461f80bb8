import { claimStore, columnsContaining, DataError, openStore, type Store } from '@bindery/store'
import { existsSync } from 'node:fs'
import { recordAudit, systemActor } from '../audit/record-audit.ts'
import { storePlace, type DataPlace } from '../tasks/data-place.ts'
import { checkKeys, noteKey, wantedKeys } from './check-keys.ts'
import { replaceKeyFile } from './key-file.ts'
import { nameOfKeys, ownKeyFile, readKeys } from './key-source.ts'
import { createKeyring, sealedStart } from './keyring.ts'
import { resealColumn } from './reseal-column.ts'
import { sealedColumns } from './sealed-columns.ts'
import { namesOf, newKey, type SealingKeys } from './sealing-key.ts'

/** What a rotation did. */
export interface Rotation {
  /** Of the key that seals from now on. */
  readonly keyId: string
  /** The keys that nothing is sealed with any longer. */
  readonly oldKeyIds: readonly string[]
  /** How many rows were sealed anew. */
  readonly rows: number
  /** Null: the old keys are gone. Else where somebody else keeps them, and has to remove them. */
  readonly removeFrom: string | null
}

/**
 * Seals everything with a new key and drops the old one. Keys that somebody else keeps are not written: there, the new key
 * has to stand before the old one already. Cut short at any moment, all keys are still there, everything opens, and the
 * next rotation goes on with it.
 * @throws DataError when a Bindery uses the data, the keys do not open it, or something stays sealed with an old key
 */
export async function rotateKey(place: DataPlace): Promise<Rotation> {
  const { dataDir, keySource } = place
  const where = storePlace(place)
  if ('file' in where && !existsSync(where.file)) throw nothingSealed()
  const keys = await readKeys(place)
  if (keySource && keys?.length === 1)
    throw new DataError(
      `${nameOfKeys(place)} is not written by Bindery. Put a new key before key ${keys[0].id} there, keep that one, and` +
        ' run this again. docs/keys.md says how to make a key.',
    )
  const claim = await claimStore(where)
  try {
    const store = await openStore(where, async (db) => {
      await checkKeys(db, keys && createKeyring(keys), nameOfKeys(place))
      if ((await wantedKeys(db)).length === 0) throw nothingSealed()
    })
    try {
      if (!keys) throw nothingSealed()
      const replace = async (next: SealingKeys) => {
        if (!keySource) await replaceKeyFile(ownKeyFile(dataDir), next)
      }
      const done = await sealAnew(store, keys, replace)
      return { ...done, removeFrom: keySource ? nameOfKeys(place) : null }
    } finally {
      await store.close()
    }
  } finally {
    await claim.release()
  }
}

const nothingSealed = () =>
  new DataError('There is nothing sealed in this database. Give the right --data-dir or DATABASE_URL.')

/**
 * As `rotateKey`, with the database open. `replace` puts keys in the place of those that there are. Several keys: a
 * rotation was begun, and the first is the new one.
 */
export async function sealAnew(
  store: Store,
  found: SealingKeys,
  replace: (keys: SealingKeys) => Promise<void>,
): Promise<Omit<Rotation, 'removeFrom'>> {
  const keys: SealingKeys = found.length > 1 ? found : [newKey(), ...found]
  // Kept before anything is sealed with it.
  if (keys !== found) await replace(keys)
  const keyring = createKeyring(keys)
  const { keyId } = keyring
  await store.transaction((db) => noteKey(db, keyring))
  let rows = 0
  for (const column of sealedColumns) rows += await resealColumn(store, keyring, column)
  const oldKeyIds = keyring.keyIds.slice(1)
  await store.transaction(async (db) => {
    // Whoever has an old key could guess the secrets that were tested.
    await db.deleteFrom('tests').execute()
    await db.deleteFrom('key_checks').where('key_id', 'in', oldKeyIds).execute()
    const facts = { keyId, oldKeyIds, rows }
    await recordAudit({ keyring, now: () => new Date() }, db, {
      caller: systemActor,
      action: 'key.rotated',
      facts,
    })
    for (const old of oldKeyIds) {
      const left = await columnsContaining(db, sealedStart(old))
      if (left.length > 0)
        throw new DataError(
          `${left.join(', ')} still holds something sealed with ${namesOf([old])}. All keys are kept.`,
        )
    }
  })
  await replace([keys[0]])
  return { keyId, oldKeyIds, rows }
}
