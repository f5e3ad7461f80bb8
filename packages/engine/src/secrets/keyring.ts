import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DataError } from '@bindery/store'
import { createKeyring } from './seal.ts'

/** Seals texts at rest. The context is not stored: a sealed text copied to another place does not open there. */
export interface Keyring {
  /** The sealed form of a text, under a context such as `directory:3:bindPassword`. */
  seal(text: string, context: string): string
  /** The text again. Throws `SealError` when it was sealed with another key, for another context, or altered. */
  open(sealed: string, context: string): string
  /** A keyed hash: tells whether two secrets are the same, and nothing to whoever lacks the key. */
  fingerprint(text: string): string
}

/**
 * The keyring of a data directory, from its key file. On the very first start the file is created, mode 0600. Throws,
 * saying what to do, when the key file is missing although `hasData` says that it is not the first start, readable by
 * others, or not a key file.
 */
export async function openKeyring(dataDir: string, hasData = false): Promise<Keyring> {
  const file = join(dataDir, 'bindery.key')
  if (!existsSync(file)) {
    if (hasData)
      throw new DataError(
        `The key file ${file} is missing, and without it the passwords in the database cannot be opened. ` +
          'Put it back from a backup, or move the database away to start anew.',
      )
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    await createKeyFile(file)
  }
  return readKeyFile(file)
}

async function createKeyFile(file: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    const key = randomBytes(32).toString('base64url')
    await handle.writeFile(`bindery-key ${randomBytes(6).toString('hex')} ${key}\n`)
    // Whatever is sealed with a key that a power cut took away is lost.
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function readKeyFile(file: string): Promise<Keyring> {
  const mode = (await stat(file)).mode & 0o777
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new DataError(
      `The key file ${file} is open to others (mode ${mode.toString(8)}). Close it: chmod 600 ${file}`,
    )
  const parts = /^bindery-key ([0-9a-f]{12}) ([\w-]{43})\n$/.exec(await readFile(file, 'utf8'))
  const [, keyId, key] = parts ?? []
  if (keyId === undefined || key === undefined)
    throw new DataError(`${file} is not a Bindery key file. Put it back from a backup.`)
  return createKeyring(keyId, Buffer.from(key, 'base64url'))
}
