import { DataError } from '@bindery/store'
import { join } from 'node:path'
import { readKeyFile } from './key-file.ts'
import { parseKeys, type SealingKeys } from './sealing-key.ts'

/** Keys that somebody else keeps: their text, or a file with it. Bindery only reads them. */
type KeySource = { readonly text: string } | { readonly file: string }

/** What the keys of a data directory are read from. */
export interface KeyPlace {
  readonly dataDir: string
  /** Absent: the data directory's own key file. */
  readonly keySource?: KeySource | undefined
}

export const ownKeyFile = (dataDir: string) => join(dataDir, 'bindery.key')

/** Where the keys are, for a message. */
export function nameOfKeys({ dataDir, keySource }: KeyPlace): string {
  if (!keySource) return `The key file ${ownKeyFile(dataDir)}`
  return 'text' in keySource ? 'BINDERY_KEY' : `The key file ${keySource.file} (BINDERY_KEY_FILE)`
}

/**
 * The keys of a place; undefined: its own file is not there.
 * @throws DataError when they cannot be read, or somebody else’s are missing
 */
export async function readKeys(place: KeyPlace): Promise<SealingKeys | undefined> {
  const { dataDir, keySource } = place
  if (!keySource) return readKeyFile(ownKeyFile(dataDir))
  if ('file' in keySource) {
    const keys = await readKeyFile(keySource.file)
    if (keys) return keys
    throw new DataError(`${nameOfKeys(place)} does not exist.`)
  }
  const keys = parseKeys(keySource.text)
  if (keys) return keys
  throw new DataError(
    'BINDERY_KEY is not a Bindery key: it is the text of a key file, "bindery-key", 12 hexadecimal digits and 43' +
      ' characters for each key. docs/keys.md says how to make one.',
  )
}
