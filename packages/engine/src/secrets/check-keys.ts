import { DataError, type Database } from '@bindery/store'
import { type Keyring, SealError } from './keyring.ts'
import { sealContexts } from './seal-contexts.ts'
import { namesOf } from './sealing-key.ts'

/** What is sealed to see whether a key is the one; the key makes it a secret, not the words. */
const words = 'This key opens what Bindery sealed here.'

/** The ids of the keys that the database holds something of; none in one that was never used. It may lack its tables. */
export async function wantedKeys(
  db: Database,
): Promise<{ readonly key_id: string; readonly sealed: string }[]> {
  const tables = await db.introspection.getTables()
  if (!tables.some(({ name }) => name === 'key_checks')) return []
  return db.selectFrom('key_checks').select(['key_id', 'sealed']).orderBy('key_id').execute()
}

/**
 * Makes sure that the keys open what the database holds; undefined: there are none. Changes nothing.
 * @param source where the keys are, for the message
 * @throws DataError naming the keys that are wanted and those that there are
 */
export async function checkKeys(db: Database, keyring: Keyring | undefined, source: string): Promise<void> {
  const wanted = await wantedKeys(db)
  const missing = wanted.map(({ key_id }) => key_id).filter((id) => !keyring?.keyIds.includes(id))
  if (missing.length > 0) {
    const has = keyring ? `holds ${namesOf(keyring.keyIds)}` : 'is missing'
    throw new DataError(
      `${source} ${has}, but secrets in the database are sealed with ${namesOf(missing)}.\n` +
        'Put that key back from a backup. Nothing was changed.',
    )
  }
  for (const { key_id, sealed } of wanted)
    if (!opens(keyring, key_id, sealed))
      throw new DataError(
        `${source} holds a key ${key_id} that is not the one of that name which secrets in the database are sealed` +
          ' with.\nPut that key back from a backup. Nothing was changed.',
      )
}

function opens(keyring: Keyring | undefined, keyId: string, sealed: string): boolean {
  try {
    return keyring?.open(sealed, sealContexts.keyCheck(keyId)) === words
  } catch (error) {
    if (error instanceof SealError) return false
    throw error
  }
}

/** Notes that from now on the database holds something of the key that seals. */
export async function noteKey(db: Database, keyring: Keyring): Promise<void> {
  const { keyId } = keyring
  await db
    .insertInto('key_checks')
    .values({ key_id: keyId, sealed: keyring.seal(words, sealContexts.keyCheck(keyId)) })
    .onConflict((conflict) => conflict.column('key_id').doNothing())
    .execute()
}
