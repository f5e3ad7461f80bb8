import {
  defaultSignInSettings,
  directorySchema,
  type DirectoryInput,
  type Policy,
  type Settings,
} from '@bindery/contract'
import { insertMany, openHold } from '@bindery/store'
import { expect, test } from 'vitest'
import { updateSignInSettings } from '../access/settings/update-sign-in-settings.ts'
import { request, testContext } from '../test-context.ts'
import { createDirectory } from './create-directory.ts'
import { deleteDirectory } from './delete-directory.ts'
import { getDirectory } from './get-directory.ts'
import { hashScope } from './hash-scope.ts'
import { listDirectories } from './list-directories.ts'
import { keepSecrets, password, setPassword, testInput } from './test-input.ts'
import { recordTest } from './test-results.ts'
import { updateDirectory } from './update-directory.ts'
import { testCaller } from '../test-caller.ts'

async function directories() {
  const context = await testContext()
  const create = (body: DirectoryInput) => createDirectory(context)(request('createDirectory', { body }))
  const save = (body: DirectoryInput, version: number, actor = 'ada') =>
    updateDirectory(context)(
      request('updateDirectory', { params: { id: 1 }, body, version, caller: testCaller(actor) }),
    )
  const get = () => getDirectory(context)(request('getDirectory', { params: { id: 1 } }))
  const remove = (version: number) =>
    deleteDirectory(context)(request('deleteDirectory', { params: { id: 1 }, version }))
  return { context, create, save, get, remove }
}
const at = '2026-03-01T12:00:00.000Z'
const passed = { at, passed: true, failedStep: null }
const failed = { at, passed: false, failedStep: 'bind' } as const
const refusal = (code: string, more: object = {}) => expect.objectContaining({ code, ...more })
const testRequired = refusal('test_required', { errors: [expect.objectContaining({ path: ['enabled'] })] })

test('a directory comes back as saved, its secrets as a state', async () => {
  const { create, get } = await directories()
  const made = await create(testInput())
  expect(directorySchema.parse(made)).toEqual(made)
  expect(made).toEqual({
    id: 1,
    name: 'Example',
    enabled: false,
    version: 1,
    settings: testInput().settings,
    secrets: {
      bindPassword: { configured: true, changedAt: at },
      clientKey: { configured: false, changedAt: null },
    },
    lastTest: null,
    savedAt: at,
    savedBy: 'ada',
  })
  expect(await get()).toEqual(made)
})

test('S42 the second of two admins is told who saved and where the settings differ, and nothing is overwritten', async () => {
  const { create, save, get } = await directories()
  const { settings } = await create(testInput())
  const first = structuredClone(settings)
  first.connection.pageSize = 100
  first.policy.direction = 'two_way'
  await save(testInput({ settings: first, secrets: keepSecrets }), 1, 'grace')
  const second = structuredClone(settings)
  second.connection.pageSize = 50
  second.people.usernameAttribute = 'cn'
  const saveSecond = save(testInput({ name: 'Mine', settings: second, secrets: keepSecrets }), 1)
  await expect(saveSecond).rejects.toMatchObject({
    code: 'version_conflict',
    message: `grace saved version 2 at ${at}, after you began. Changed there: connection.pageSize, policy.direction.`,
    errors: [
      { path: ['name'], message: 'Yours differs from the saved one' },
      { path: ['settings', 'connection', 'pageSize'], message: 'Changed meanwhile; yours differs' },
      { path: ['settings', 'people', 'usernameAttribute'], message: 'Yours differs from the saved one' },
      { path: ['settings', 'policy', 'direction'], message: 'Changed meanwhile; yours differs' },
    ],
  })
  expect(await get()).toMatchObject({ name: 'Example', version: 2, savedBy: 'grace', settings: first })
})

test('every save keeps its version, with a hash that moves with scope, mapping and absence only', async () => {
  const { context, create, save } = await directories()
  const { settings } = await create(testInput())
  const policy = structuredClone(settings)
  policy.policy.authority = 'ask'
  policy.connection.pageSize = 10
  await save(testInput({ settings: policy, secrets: keepSecrets }), 1)
  const scope = structuredClone(policy)
  scope.people.extraFilter = '(cn=a*)'
  await save(testInput({ settings: scope, secrets: keepSecrets }), 2)
  const rows = await context.store.db.selectFrom('settings_versions').selectAll().orderBy('version').execute()
  expect(rows.map((row) => JSON.parse(row.settings) as unknown)).toEqual([settings, policy, scope])
  expect(rows.map((row) => row.scope_hash)).toEqual([settings, settings, scope].map(hashScope))
  const harsher = structuredClone(policy)
  harsher.policy.goneFromAccounts = 'delete'
  const another = structuredClone(policy)
  another.connection.activeDirectory = 'no'
  for (const changed of [scope, harsher, another]) expect(hashScope(changed)).not.toBe(hashScope(settings))
})

test('a directory is switched on only after a test of exactly these settings and this password passed', async () => {
  const { context, create, save, get } = await directories()
  const on = testInput({ enabled: true })
  const draft = { directoryId: null, settings: on.settings, secrets: setPassword }
  await expect(create(on)).rejects.toEqual(testRequired)
  await recordTest(context, { ...draft, secrets: { ...setPassword, bindPassword: { set: 'other' } } }, passed)
  await expect(create(on)).rejects.toEqual(testRequired)
  await recordTest(context, draft, failed)
  await expect(create(on)).rejects.toEqual(testRequired)
  await recordTest(context, draft, passed)
  expect(await create(on)).toMatchObject({ enabled: true, lastTest: passed })

  const moved = structuredClone(on.settings)
  moved.people.bases = [{ dn: 'ou=elsewhere,dc=example,dc=org', scope: 'subtree' }]
  await expect(save(testInput({ enabled: true, settings: moved, secrets: keepSecrets }), 1)).rejects.toEqual(
    testRequired,
  )
  const policy = structuredClone(on.settings)
  policy.policy.direction = 'two_way'
  const saved = await save(testInput({ enabled: true, settings: policy, secrets: keepSecrets }), 1)
  expect(saved).toMatchObject({ enabled: true, version: 2, lastTest: passed })
  await recordTest(context, { directoryId: 1, settings: policy, secrets: keepSecrets }, failed)
  expect((await get()).lastTest).toEqual(failed)
  const tests = JSON.stringify(await context.store.db.selectFrom('tests').selectAll().execute())
  expect(tests).not.toContain(password)
})

test('two directories do not share a name', async () => {
  const { create } = await directories()
  await create(testInput())
  await expect(create(testInput({ name: 'EXAMPLE' }))).rejects.toEqual(
    refusal('name_taken', { errors: [expect.objectContaining({ path: ['name'] })] }),
  )
})

test('a forgotten directory takes its secrets along; links rest, accounts stay, holds stay open', async () => {
  const { context, create, get, remove } = await directories()
  const { db } = context.store
  await create(testInput())
  const link = {
    id: 1,
    directory_id: 1,
    kind: 'person',
    local_id: 1,
    stable_id: 'a',
    dn: 'cn=a',
    dn_key: 'cn=a',
  }
  const rest = {
    state: 'active',
    state_since: '',
    change_token: '',
    hash: '',
    local_version: 1,
    base: '{}',
    members_fingerprint: '',
  }
  await insertMany(db, 'links', [{ ...link, ...rest }])
  const noted = { directory_id: 1, kind: 'person', stable_id: 'a', taken: 0 }
  await insertMany(db, 'unsettled_entries', [noted])
  const gone = { cause: 'gone_from_directory', reason: '', opened_at: at, due_at: at }
  await openHold(db, { directory_id: 1, person_id: 1, link_id: 1, ...gone })
  const place = { stable_id: 'unit', dn: 'ou=users,dc=example,dc=org' }
  await insertMany(
    db,
    'known_places',
    [1, 2].map((directory) => ({ directory_id: directory, ...place })),
  )
  expect(await db.selectFrom('unsettled_entries').selectAll().execute()).toEqual([noted])
  await expect(remove(2)).rejects.toEqual(refusal('version_conflict'))
  await remove(1)
  expect(await db.selectFrom('unsettled_entries').selectAll().execute()).toEqual([])
  await expect(get()).rejects.toEqual(refusal('not_found'))
  await expect(remove(1)).rejects.toEqual(refusal('not_found'))
  expect(await listDirectories(context)(request('listDirectories', {}))).toEqual({ items: [] })
  expect(await db.selectFrom('directories').select(['secrets', 'enabled']).execute()).toEqual([
    { secrets: '{}', enabled: 0 },
  ])
  expect(await db.selectFrom('links').select(['state', 'state_since']).execute()).toEqual([
    { state: 'unlinked', state_since: at },
  ])
  expect(await db.selectFrom('holds').select('ended_at').execute()).toEqual([{ ended_at: null }])
  expect(await db.selectFrom('known_places').select('directory_id').execute()).toEqual([{ directory_id: 2 }])
  expect(await create(testInput())).toMatchObject({ id: 2 })
})

test.each(['running', 'applying'])('a directory is not forgotten while a plan of it is %s', async (state) => {
  const { context, create, remove } = await directories()
  await create(testInput())
  const texts = {
    scope_hash: '',
    created_at: at,
    actor: 'ada',
    plan_hash: '',
    progress: '',
    guard_input: '',
    sentence: '',
  }
  await insertMany(context.store.db, 'plans', [
    { id: 1, directory_id: 1, state, relinks: 0, reads_all: 0, passed_whole: 0, ...texts },
  ])
  await expect(remove(1)).rejects.toEqual(refusal('busy'))
})

test.each([
  ['the limits of the guard', ({ guard }: Policy) => (guard.removals = { count: 1000, percent: 100 })],
  ['who is never removed', (policy: Policy) => (policy.protectedDns = ['uid=ada,dc=example,dc=org'])],
  ['the schedule', ({ schedule }: Policy) => (schedule.mode = 'interval')],
])('to change %s asks for a fresh proof; other settings do not', async (_what, change) => {
  const { context, create } = await directories()
  await create(testInput())
  const caller = { ...testCaller('ada'), provedAt: new Date('2026-03-01T11:49:59.000Z') }
  const save = (settings: Settings) => {
    const body = testInput({ settings, secrets: keepSecrets })
    return updateDirectory(context)(
      request('updateDirectory', { params: { id: 1 }, body, version: 1, caller }),
    )
  }
  const changed = structuredClone(testInput().settings)
  change(changed.policy)
  await expect(save(changed)).rejects.toEqual(refusal('proof_required'))
  const added = request('createDirectory', { body: testInput({ name: 'Other', settings: changed }), caller })
  await expect(createDirectory(context)(added)).rejects.toEqual(refusal('proof_required'))
  const other = structuredClone(testInput().settings)
  other.policy.holdDays += 1
  await expect(save(other)).resolves.toMatchObject({ version: 2 })
})

test('what says who people are asks for a fresh proof where they sign in by it', async () => {
  const { context, create } = await directories()
  const nobodyThere = { urls: ['ldaps://127.0.0.1:1'] }
  await create(testInput({}, nobodyThere))
  const caller = { ...testCaller('ada'), provedAt: new Date('2026-03-01T11:49:59.000Z') }
  const changed = testInput({ secrets: keepSecrets }, nobodyThere)
  changed.settings.groups.memberAttribute = 'seeAlso'
  const save = (version: number, body = changed) =>
    updateDirectory(context)(request('updateDirectory', { params: { id: 1 }, body, version, caller }))
  const settings = defaultSignInSettings()
  settings.directory = { enabled: true, directoryId: 1, groups: [{ dn: 'cn=admins', role: 'admin' }] }
  const body = { settings, clientSecret: { keep: true } } as const
  await updateSignInSettings(context)(request('updateSignInSettings', { body, version: 0 }))
  await expect(save(1)).rejects.toEqual(
    refusal('proof_required', { message: expect.stringMatching(/sign in$/) as string }),
  )
  await expect(
    save(1, testInput({ name: 'Mine', secrets: keepSecrets }, nobodyThere)),
  ).resolves.toMatchObject({ version: 2 })
  settings.directory.enabled = false
  await updateSignInSettings(context)(request('updateSignInSettings', { body, version: 1 }))
  await expect(save(2)).resolves.toMatchObject({ version: 3 })
})

test('another secret asks for a fresh proof; a save that keeps what is stored does not', async () => {
  const { context, create } = await directories()
  await create(testInput())
  const caller = { ...testCaller('ada'), provedAt: new Date('2026-03-01T11:49:59.000Z') }
  const save = (secrets: DirectoryInput['secrets']) =>
    updateDirectory(context)(
      request('updateDirectory', { params: { id: 1 }, body: testInput({ secrets }), version: 1, caller }),
    )
  await expect(save(setPassword)).rejects.toEqual(refusal('proof_required'))
  await expect(save(keepSecrets)).resolves.toMatchObject({ version: 2 })
})
