import type { Connection, DirectoryInput, SecretInputs } from '@bindery/contract'
import { expect, test } from 'vitest'
import { createKeyring } from '../secrets/keyring.ts'
import { newKey } from '../secrets/sealing-key.ts'
import { readDatabase } from '../test-data.ts'
import { request, testContext } from '../test-context.ts'
import { createDirectory } from './create-directory.ts'
import { listDirectories } from './list-directories.ts'
import { openTarget } from './open-target.ts'
import { resolveSecrets } from './resolve-secrets.ts'
import { keepSecrets, password, setPassword, testInput } from './test-input.ts'
import { updateDirectory } from './update-directory.ts'

async function stored(connection: Partial<Connection> = {}, secrets: SecretInputs = setPassword) {
  const context = await testContext()
  const create = request('createDirectory', { body: testInput({ secrets }, connection) })
  const directory = await createDirectory(context)(create)
  const save = (body: DirectoryInput, version = 1) =>
    updateDirectory(context)(request('updateDirectory', { params: { id: directory.id }, body, version }))
  return { context, directory, save }
}
const passwordRequired = expect.objectContaining({
  code: 'secret_required',
  errors: [expect.objectContaining({ path: ['secrets', 'bindPassword'] })],
}) as unknown

const otherTargets: [string, Partial<Connection>][] = [
  ['another address', { urls: ['ldaps://evil.example.net'] }],
  ['an address more', { urls: ['ldaps://ldap.example.org', 'ldaps://evil.example.net'] }],
  ['another port', { urls: ['ldaps://ldap.example.org:1636'] }],
  ['no encryption', { urls: ['ldap://ldap.example.org'] }],
  ['StartTLS', { startTls: true }],
  ['no certificate check', { verifyTls: false }],
  ['another CA', { caBundle: '-----BEGIN CERTIFICATE-----' }],
  ['another pin', { pinnedCertificate: 'ab'.repeat(32) }],
  ['another bind DN', { bindDn: 'cn=other,dc=example,dc=org' }],
]

test.each(otherTargets)(
  'S40 the stored password is not used for a test with %s',
  async (_name, connection) => {
    const { context, directory } = await stored()
    const { settings } = testInput({}, connection)
    const draft = { directoryId: directory.id, settings, secrets: keepSecrets }
    await expect(resolveSecrets(context, draft)).rejects.toEqual(passwordRequired)
    expect(await resolveSecrets(context, { ...draft, secrets: setPassword })).toMatchObject({
      bindPassword: password,
    })
  },
)

test.each(otherTargets)('S40 the stored password is not saved along with %s', async (_name, connection) => {
  const { context, directory, save } = await stored()
  const change = testInput({ secrets: keepSecrets }, connection)
  await expect(save(change)).rejects.toEqual(passwordRequired)
  expect(await openTarget(context, directory.id)).toMatchObject({
    settings: { connection: directory.settings.connection },
  })
  expect(await save({ ...change, secrets: setPassword })).toMatchObject({ version: 2 })
})

test('S40 the stored password cannot be taken to another target by way of an anonymous one', async () => {
  const { save } = await stored()
  const elsewhere = { urls: ['ldaps://evil.example.net'] }
  const anonymous = await save(testInput({ secrets: keepSecrets }, { ...elsewhere, bindDn: '' }))
  expect(anonymous.secrets.bindPassword).toEqual({ configured: false, changedAt: null })
  await expect(save(testInput({ secrets: keepSecrets }, elsewhere), 2)).rejects.toEqual(passwordRequired)
})

test('the stored password is kept for the same target', async () => {
  const { context, directory, save } = await stored({
    urls: ['ldaps://a.example.org', 'ldaps://b.example.org'],
  })
  const { settings } = testInput({}, { urls: ['ldaps://b.example.org'], pageSize: 100 })
  const draft = { directoryId: directory.id, settings, secrets: keepSecrets }
  expect(await resolveSecrets(context, draft)).toEqual({ bindPassword: password, clientKey: '' })
  const saved = await save({ ...testInput(), settings, secrets: keepSecrets })
  expect(saved.secrets.bindPassword).toEqual(directory.secrets.bindPassword)
  expect(await openTarget(context, directory.id)).toMatchObject({ settings, bindPassword: password })
})

test.each([
  ['none was ever set', keepSecrets],
  ['it is set to nothing', { ...keepSecrets, bindPassword: { set: '' } }],
])('S41 a bind DN without a password is refused before any bind: %s', async (_name, secrets) => {
  const context = await testContext()
  const body = testInput({ secrets })
  await expect(createDirectory(context)(request('createDirectory', { body }))).rejects.toEqual(
    passwordRequired,
  )
  const draft = { directoryId: null, settings: body.settings, secrets }
  await expect(resolveSecrets(context, draft)).rejects.toEqual(passwordRequired)
})

test('S41 a stored password cannot be emptied while there is a bind DN', async () => {
  const { save } = await stored()
  const emptied = testInput({ secrets: { ...keepSecrets, bindPassword: { set: '' } } })
  await expect(save(emptied)).rejects.toEqual(passwordRequired)
})

test('without a bind DN no password is needed; a client certificate needs its key', async () => {
  const context = await testContext()
  const draft = (connection: Partial<Connection>) => ({
    directoryId: null,
    settings: testInput({}, { bindDn: '', ...connection }).settings,
    secrets: keepSecrets,
  })
  expect(await resolveSecrets(context, draft({}))).toEqual({ bindPassword: '', clientKey: '' })
  await expect(resolveSecrets(context, draft({ clientCertificate: 'PEM' }))).rejects.toMatchObject({
    code: 'secret_required',
    errors: [{ path: ['secrets', 'clientKey'] }],
  })
})

test('a secret is in no answer, and in the database only sealed', async () => {
  const { context, save } = await stored()
  await save(testInput({ name: 'Renamed', secrets: keepSecrets }))
  const answer = JSON.stringify(await listDirectories(context)(request('listDirectories', {})))
  const bytes = await readDatabase(context.dataDir)
  expect(bytes).toContain('ldap.example.org')
  for (const text of [answer, bytes]) expect(text).not.toContain(password)
  expect(answer).not.toContain('sealed')
})

test('a password sealed with another key is asked for again, and the directory can still be looked at', async () => {
  const { context, directory } = await stored()
  const other = { ...context, keyring: createKeyring([newKey()]) }
  await expect(openTarget(other, directory.id)).rejects.toEqual(passwordRequired)
  const list = await listDirectories(other)(request('listDirectories', {}))
  expect(list.items).toMatchObject([{ secrets: { bindPassword: { configured: true } }, lastTest: null }])
})
