import { spawnSync } from 'node:child_process'
import { openStore } from '@bindery/store'
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { databaseFile, storePlace, type DataPlace } from '../tasks/data-place.ts'
import { temporaryDataDir } from '../test-context.ts'
import { dataAt } from '../test-data.ts'
import { ownKeyFile } from './key-source.ts'
import { openData } from './open-data.ts'
import { formatKeys, newKey } from './sealing-key.ts'

/** Mounts need root, and containers may still refuse them. */
const canMount = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/tmp']).status === 0

const context = 'directory:1:bindPassword'

async function place(): Promise<DataPlace> {
  return dataAt(temporaryDataDir())
}

async function opened(data: DataPlace) {
  const open = await openData(data)
  onTestFinished(() => open.store.close())
  return open
}

/** A database that was used, and is closed again. */
async function used(): Promise<DataPlace & { readonly keyId: string; readonly sealed: string }> {
  const data = await place()
  const { store, keyring } = await openData(data)
  await store.close()
  return { ...data, keyId: keyring.keyId, sealed: keyring.seal('s3cret', context) }
}

describe('the key file of a data directory', () => {
  test('is made at the first start, for its owner only, and every start opens what another sealed', async () => {
    const { sealed, ...data } = await used()
    expect(statSync(ownKeyFile(data.dataDir)).mode & 0o777).toBe(0o600)
    expect(statSync(data.dataDir).mode & 0o777).toBe(0o700)
    expect((await opened(data)).keyring.open(sealed, context)).toBe('s3cret')
  })

  test('that others can read is refused, with the command that closes it', async () => {
    const data = await used()
    chmodSync(ownKeyFile(data.dataDir), 0o640)
    await expect(openData(data)).rejects.toThrow(/open to others \(mode 640\).*chmod 600 /)
  })

  test('that is something else is refused, and left as it is', async () => {
    const data = await place()
    mkdirSync(data.dataDir, { recursive: true })
    writeFileSync(ownKeyFile(data.dataDir), 'hello\n', { mode: 0o600 })
    await expect(openData(data)).rejects.toThrow(/not a Bindery key file/)
    expect(readFileSync(ownKeyFile(data.dataDir), 'utf8')).toBe('hello\n')
  })
})

describe('keys that somebody else keeps', () => {
  test('are taken from a text, and no file is made', async () => {
    const key = newKey()
    const data = { ...(await place()), keySource: { text: formatKeys([key]) } }
    const { keyring } = await opened(data)
    expect(keyring.keyIds).toEqual([key.id])
    expect(() => statSync(ownKeyFile(data.dataDir))).toThrow('ENOENT')
  })

  test('are taken from a file elsewhere, which must be there and private', async () => {
    const data = await place()
    const file = join(dirname(data.dataDir), 'secret')
    const open = () => openData({ ...data, keySource: { file } })
    await expect(open()).rejects.toThrow(`The key file ${file} (BINDERY_KEY_FILE) does not exist`)
    const key = newKey()
    writeFileSync(file, formatKeys([key]), { mode: 0o600 })
    expect((await opened({ ...data, keySource: { file } })).keyring.keyId).toBe(key.id)
    chmodSync(file, 0o444)
    await expect(open()).rejects.toThrow('open to others (mode 444)')
  })

  test.runIf(canMount)('may be open to others on a read-only mount of root’s, as containers get them', () => {
    const key = newKey()
    const script = `
      mount -t tmpfs tmpfs "$0" && printf %s "$1" > "$0/key" && chmod 444 "$0/key" && mount -o remount,ro "$0" &&
      exec "$2" --input-type=module --eval "$3"`
    const directory = dirname(temporaryDataDir())
    const module = fileURLToPath(new URL('key-file.ts', import.meta.url))
    const read = `
      import { readKeyFile } from ${JSON.stringify(module)}
      console.log((await readKeyFile(${JSON.stringify(join(directory, 'key'))}))[0].id)`
    const argv = ['-m', 'sh', '-c', script, directory, formatKeys([key]), process.execPath, read]
    expect(spawnSync('unshare', argv, { encoding: 'utf8' }).stdout).toBe(`${key.id}\n`)
  })

  test('that are no keys are refused without being repeated', async () => {
    const text = formatKeys([newKey()]).slice(0, -3)
    const refusal = await openData({ ...(await place()), keySource: { text } }).catch(String)
    expect(refusal).toMatch(/BINDERY_KEY is not a Bindery key/)
    expect(refusal).not.toContain(text.slice(30, 50))
  })
})

describe('a database that was sealed with another key', () => {
  test('is refused with the keys that are wanted and there, and is the same afterwards', async () => {
    const { keyId, sealed, ...data } = await used()
    const kept = `${ownKeyFile(data.dataDir)}.kept`
    renameSync(ownKeyFile(data.dataDir), kept)
    const other = newKey()
    const bytes = () => (data.databaseUrl ? '' : readFileSync(databaseFile(data.dataDir), 'latin1'))
    const before = bytes()
    const refuse = (some: DataPlace, words: string) =>
      expect(openData(some)).rejects.toMatchObject({
        name: 'DataError',
        message: expect.stringContaining(words) as unknown,
      })
    await refuse(data, `bindery.key is missing, but secrets in the database are sealed with key ${keyId}.`)
    await refuse(
      { ...data, keySource: { text: formatKeys([other]) } },
      `BINDERY_KEY holds key ${other.id}, but secrets in the database are sealed with key ${keyId}.`,
    )
    await refuse(
      { ...data, keySource: { text: formatKeys([{ ...other, id: keyId }]) } },
      `BINDERY_KEY holds a key ${keyId} that is not the one of that name`,
    )
    expect(bytes()).toBe(before)
    expect(() => statSync(ownKeyFile(data.dataDir))).toThrow('ENOENT')
    renameSync(kept, ownKeyFile(data.dataDir))
    expect((await opened(data)).keyring.open(sealed, context)).toBe('s3cret')
  })

  test('wants every key that it may hold something of', async () => {
    const [old, next] = [newKey(), newKey()]
    const data = await place()
    const withKeys = (text: string): DataPlace => ({ ...data, keySource: { text } })
    await (await openData(withKeys(formatKeys([old])))).store.close()
    await (await openData(withKeys(formatKeys([next, old])))).store.close()
    for (const [key, missing] of [
      [old, next],
      [next, old],
    ] as const)
      await expect(openData(withKeys(formatKeys([key])))).rejects.toThrow(`sealed with key ${missing.id}.`)
  })

  test('is not brought up to date before that is known', async () => {
    const { keyId, sealed: _, ...data } = await used()
    const store = await openStore(storePlace(data))
    // As if an older Bindery had left it: its newest table is not there yet.
    await store.db.schema.dropTable('tests').execute()
    await store.db.deleteFrom('kysely_migration' as never).execute()
    await store.close()
    rmSync(ownKeyFile(data.dataDir))
    await expect(openData(data)).rejects.toThrow(keyId)
    await openStore(storePlace(data), async ({ introspection }) => {
      const tables = await introspection.getTables()
      expect(tables.map(({ name }) => name)).not.toContain('tests')
      throw new Error('Seen')
    }).catch((error: unknown) => expect(error).toMatchObject({ message: 'Seen' }))
  })
})
