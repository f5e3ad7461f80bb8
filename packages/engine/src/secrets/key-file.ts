import { DataError } from '@bindery/store'
import { constants } from 'node:fs'
import { access, chown, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { formatKeys, parseKeys, type SealingKeys } from './sealing-key.ts'

/**
 * The keys of a file; undefined: there is none.
 * @throws DataError when it is open to others, cannot be read, or is something else
 */
export async function readKeyFile(file: string): Promise<SealingKeys | undefined> {
  const text = await readPrivate(file)
  if (text === undefined) return undefined
  const keys = parseKeys(text)
  if (keys) return keys
  throw new DataError(`${file} is not a Bindery key file. Put it back from a backup.`)
}

/** The first keys of a data directory, which is made when missing. Fails when the file is there. */
export async function createKeyFile(file: string, keys: SealingKeys): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await write(file, keys)
  await syncDirectory(file)
}

/** Puts other keys in the place of those in a file: whoever reads it, at whatever moment, finds the ones or the others. */
export async function replaceKeyFile(file: string, keys: SealingKeys): Promise<void> {
  const next = `${file}.new`
  await rm(next, { force: true })
  await write(next, keys)
  // The server may be another account's than whoever rotates its keys.
  const { uid, gid } = await stat(file)
  if (process.platform !== 'win32') await chown(next, uid, gid)
  await rename(next, file)
  await syncDirectory(file)
}

async function write(file: string, keys: SealingKeys): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(formatKeys(keys))
    // Whatever is sealed with a key that a power cut took away is lost.
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function syncDirectory(file: string): Promise<void> {
  // Windows opens no directories, and keeps their entries by itself.
  if (process.platform === 'win32') return
  const handle = await open(dirname(file), 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function readPrivate(file: string): Promise<string | undefined> {
  try {
    const { mode, uid } = await stat(file)
    if (
      process.platform !== 'win32' &&
      (mode & 0o077) !== 0 &&
      !(uid === 0 && (await isMountedReadOnly(file)))
    )
      throw new DataError(
        `The key file ${file} is open to others (mode ${(mode & 0o777).toString(8)}). Close it: chmod 600 ${file}`,
      )
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof DataError) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ENOENT') return undefined
    throw new DataError(`The key file ${file} cannot be read (${code}).`, { cause: error })
  }
}

/** As container platforms hand secrets over: root's, open to all in a container that is one program’s, and on a mount of their own. */
async function isMountedReadOnly(file: string): Promise<boolean> {
  try {
    await access(file, constants.W_OK)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EROFS'
  }
}
