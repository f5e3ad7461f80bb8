import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryDataDir } from '../test-context.ts'
import { openKeyring } from './keyring.ts'
import { SealError } from './seal.ts'

const keyFile = (dataDir: string) => join(dataDir, 'bindery.key')

test('the first start makes a key file for its owner only, and every start opens what another sealed', async () => {
  const dataDir = temporaryDataDir()
  const sealed = (await openKeyring(dataDir)).seal('s3cret — ключ', 'directory:1:bindPassword')
  expect(statSync(keyFile(dataDir)).mode & 0o777).toBe(0o600)
  expect(statSync(dataDir).mode & 0o777).toBe(0o700)
  expect((await openKeyring(dataDir)).open(sealed, 'directory:1:bindPassword')).toBe('s3cret — ключ')
})

test('a sealed text shows nothing of the text, and not that two are the same', async () => {
  const keyring = await openKeyring(temporaryDataDir())
  const [one, other] = [keyring.seal('s3cret', 'a'), keyring.seal('s3cret', 'a')]
  expect(one).not.toContain(Buffer.from('s3cret').toString('base64url'))
  expect(one).not.toBe(other)
  expect(keyring.fingerprint('s3cret')).toBe(keyring.fingerprint('s3cret'))
  expect(keyring.fingerprint('s3cret')).not.toBe(keyring.fingerprint('s3creT'))
})

test('a sealed text opens in its own place only, with its own key, unaltered', async () => {
  const keyring = await openKeyring(temporaryDataDir())
  const sealed = keyring.seal('s3cret', 'directory:1:bindPassword')
  const altered = sealed.slice(0, -4) + (sealed.endsWith('AAAA') ? 'BBBB' : 'AAAA')
  const other = await openKeyring(temporaryDataDir())
  const attempts = [
    () => keyring.open(sealed, 'directory:2:bindPassword'),
    () => keyring.open(altered, 'directory:1:bindPassword'),
    () => keyring.open('s3cret', 'directory:1:bindPassword'),
    () => keyring.open(sealed.split('.').slice(0, 2).join('.'), 'directory:1:bindPassword'),
    () => other.open(sealed, 'directory:1:bindPassword'),
  ]
  for (const attempt of attempts) expect(attempt).toThrow(SealError)
  expect(attempts[4]).toThrow(/Sealed with key [0-9a-f]{12}, but the key file holds key [0-9a-f]{12}/)
})

test('a key file that went missing beside a database is not made anew', async () => {
  const dataDir = temporaryDataDir()
  await openKeyring(dataDir)
  rmSync(keyFile(dataDir))
  await expect(openKeyring(dataDir, true)).rejects.toThrow(
    /bindery\.key is missing.*Put it back from a backup/,
  )
})

test('a key file that others can read is refused, with the command that closes it', async () => {
  const dataDir = temporaryDataDir()
  await openKeyring(dataDir)
  chmodSync(keyFile(dataDir), 0o640)
  await expect(openKeyring(dataDir)).rejects.toThrow(/open to others \(mode 640\).*chmod 600 /)
})

test('what is no key file is refused, and left as it is', async () => {
  const dataDir = temporaryDataDir()
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(keyFile(dataDir), 'hello\n', { mode: 0o600 })
  await expect(openKeyring(dataDir)).rejects.toThrow(/not a Bindery key file/)
  expect(readFileSync(keyFile(dataDir), 'utf8')).toBe('hello\n')
})
