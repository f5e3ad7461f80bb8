import {
  defaultSettings,
  defaultSignInSettings,
  fillPreset,
  presets,
  type Settings,
  type SignInSettings,
} from '@bindery/contract'
import { startSlapd, writeLdifEntry, type Slapd } from '@bindery/testbed'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { authenticate } from '../src/access/authenticate.ts'
import { createSetUpToken } from '../src/access/create-set-up-token.ts'
import { directorySignIn } from '../src/access/directory/directory-sign-in.ts'
import { prove } from '../src/access/prove.ts'
import { getSignInSettings } from '../src/access/settings/get-sign-in-settings.ts'
import { updateSignInSettings } from '../src/access/settings/update-sign-in-settings.ts'
import { setUp } from '../src/access/set-up.ts'
import { signIn as signInVerb } from '../src/access/sign-in.ts'
import { createDirectory } from '../src/directories/create-directory.ts'
import { deleteDirectory } from '../src/directories/delete-directory.ts'
import { request, testContext } from '../src/test-context.ts'
import { testCaller } from '../src/test-caller.ts'

let slapd: Slapd
let settings: Settings
const password = 'right horse battery'

const dnOf = (uid: string) => `uid=${uid},${slapd.usersBase}`
const groupDn = (cn: string) => `cn=${cn},${slapd.groupsBase}`
const person = (uid: string, dn = dnOf(uid)) =>
  writeLdifEntry({
    dn,
    attributes: {
      objectClass: ['inetOrgPerson'],
      uid: [uid],
      cn: [`${uid} Tester`],
      sn: ['Tester'],
      userPassword: [password],
    },
  })
const group = (cn: string, members: string[]) =>
  writeLdifEntry({
    dn: groupDn(cn),
    attributes: { objectClass: ['groupOfUniqueNames'], cn: [cn], uniqueMember: members },
  })
const policy = (cn: string, ...lines: string[]) =>
  [
    `dn: cn=${cn},ou=policies,${slapd.suffix}`,
    'objectClass: device',
    'objectClass: pwdPolicy',
    `cn: ${cn}`,
    'pwdAttribute: userPassword',
    ...lines,
    '',
  ].join('\n')

beforeAll(async () => {
  slapd = await startSlapd({ unique: ['mail'] })
  settings = defaultSettings()
  const preset = presets.find(({ id }) => id === 'openldap')
  if (!preset) throw new Error('There is no preset for OpenLDAP')
  Object.assign(settings, fillPreset(preset, settings, slapd.suffix))
  settings.connection = { ...settings.connection, urls: [slapd.ldapUrl], bindDn: slapd.readerDn }
  settings.connection.startTls = false
  settings.people.bases = [{ dn: slapd.usersBase, scope: 'subtree' }]
  settings.groups.bases = [{ dn: slapd.groupsBase, scope: 'subtree' }]
  const people = ['ada', 'both', 'outsider', 'late', 'blocked', 'fresh', 'we(ird)*'].map((uid) => person(uid))
  await slapd.modify(
    [
      ...people,
      writeLdifEntry({
        dn: `ou=north,${slapd.usersBase}`,
        attributes: { objectClass: ['organizationalUnit'], ou: ['north'] },
      }),
      person('twin'),
      person('twin', `uid=twin,ou=north,${slapd.usersBase}`),
      group('viewers', ['both', 'ada', 'late', 'blocked', 'fresh', 'twin', 'we(ird)*'].map(dnOf)),
      group('admins', [dnOf('both')]),
      policy('ages', 'pwdMaxAge: 1', 'pwdLockout: FALSE'),
      policy('locks', 'pwdLockout: TRUE', 'pwdMaxFailure: 1', 'pwdLockoutDuration: 0'),
      policy('resets', 'pwdMustChange: TRUE'),
    ].join('\n'),
  )
})
afterAll(() => slapd?.stop())

const signIn = (username: string, given = password) =>
  directorySignIn(
    {
      target: { settings, bindPassword: slapd.readerPassword, clientKey: '' },
      groups: [
        { dn: groupDn('viewers'), role: 'viewer' },
        { dn: groupDn('gone'), role: 'admin' },
        { dn: groupDn('admins').toUpperCase(), role: 'admin' },
      ],
      allowNetworks: ['127.0.0.0/8'],
    },
    username,
    given,
    new AbortController().signal,
  )
const setPolicy = (uid: string, name: string, ...lines: string[]) =>
  slapd.restore(
    [
      `dn: ${dnOf(uid)}`,
      'changetype: modify',
      'replace: pwdPolicySubentry',
      `pwdPolicySubentry: cn=${name},ou=policies,${slapd.suffix}`,
      ...lines,
      '',
    ].join('\n'),
  )

test('a person of the directory comes in with the highest role of their groups', async () => {
  const [ada] = await slapd.search(['-b', dnOf('ada'), 'entryUUID'])
  expect(await signIn('ada')).toEqual({
    state: 'signed_in',
    identity: {
      stableId: ada?.attributes['entryUUID']?.[0],
      dn: dnOf('ada'),
      username: 'ada',
      displayName: 'ada Tester',
      role: 'viewer',
    },
  })
  // Groups are looked at after the bind, and nobody but the service account may see one: it is still bound as itself.
  expect(await signIn('BOTH')).toMatchObject({ identity: { username: 'both', role: 'admin' } })
})

test('a name is a name, whatever stands in it', async () => {
  expect(await signIn('we(ird)*')).toMatchObject({ state: 'signed_in' })
  for (const name of ['*', 'ad*', 'ada)(uid=*', 'ada\u0000', '\u0001', ' '])
    expect(await signIn(name)).toMatchObject({ state: 'failed' })
})

test('a wrong password, and a name that nobody has, both fail at the server', async () => {
  expect(await signIn('ada', 'wrong')).toEqual({
    state: 'failed',
    note: expect.stringContaining('Wrong password') as string,
  })
  expect(await signIn('nobody')).toEqual({ state: 'failed', note: 'Nobody in scope has this name' })
})

test('a name comes in as the entry spells it only: of spellings that a server takes for one, each would have its own attempts', async () => {
  await slapd.modify(
    `dn: ${dnOf('ada')}\nchangetype: modify\nadd: telephoneNumber\ntelephoneNumber: +49 89 12\n\n`,
  )
  const { people } = settings
  settings.people = { ...people, usernameAttribute: 'telephoneNumber' }
  try {
    expect(await signIn('+49 89 12')).toMatchObject({ state: 'signed_in' })
    expect(await signIn('+49-8912')).toMatchObject({ state: 'failed' })
  } finally {
    settings.people = people
  }
})

test('an empty password is refused although the server would say success', async () => {
  for (const empty of ['', ' ', '\t \n', '\u00a0'])
    expect(await signIn('ada', empty)).toEqual({ state: 'failed', note: 'No name or no password was given' })
})

test('of two entries with one name nobody comes in, and the log says which they are', async () => {
  const { state, note } = (await signIn('twin')) as { state: string; note: string }
  expect(state).toBe('failed')
  expect(note).toContain(dnOf('twin'))
  expect(note).toContain('ou=north')
})

test('whoever is in none of the groups is refused, after the password was right', async () => {
  expect(await signIn('outsider')).toMatchObject({ state: 'refused', why: 'no_group' })
  expect(await signIn('outsider', 'wrong')).toMatchObject({ state: 'failed' })
})

test('what the password policy says is said: expired, to be changed, locked', async () => {
  await setPolicy('late', 'ages', '-', 'replace: pwdChangedTime', 'pwdChangedTime: 20200101000000Z')
  await setPolicy('fresh', 'resets', '-', 'replace: pwdReset', 'pwdReset: TRUE')
  await setPolicy('blocked', 'locks')
  expect(await signIn('fresh')).toMatchObject({ state: 'refused', why: 'must_change' })
  expect(await signIn('late', 'wrong')).toMatchObject({ state: 'failed' })
  expect(await signIn('late')).toMatchObject({ state: 'refused', why: 'expired' })
  expect(await signIn('blocked', 'wrong')).toMatchObject({ state: 'failed' })
  // Unless it is told to say so, OpenLDAP calls a locked account’s password wrong, and so do we.
  expect(await signIn('blocked')).toMatchObject({ state: 'failed' })
  await slapd.config(
    [
      'dn: olcOverlay={4}ppolicy,olcDatabase={2}mdb,cn=config',
      'changetype: modify',
      'replace: olcPPolicyUseLockout',
      'olcPPolicyUseLockout: TRUE',
      '',
    ].join('\n'),
  )
  expect(await signIn('blocked')).toMatchObject({ state: 'refused', why: 'locked' })
})

test('a server that is away is no wrong password', async () => {
  await slapd.stopServer()
  try {
    await expect(signIn('ada')).rejects.toMatchObject({ problem: { code: 'connection_refused' } })
  } finally {
    await slapd.startServer()
  }
})

/** A Bindery with a local admin `root`, where people of the directory may sign in. */
async function bindery() {
  const base = await testContext()
  const context = { ...base, setUpToken: await createSetUpToken(base.store) }
  const token = context.setUpToken.value ?? ''
  const localPassword = 'oar gravel violin mist'
  await setUp(context)(request('setUp', { body: { token, username: 'root', password: localPassword } }))
  const directory = await createDirectory(context)(
    request('createDirectory', {
      body: {
        name: 'Example',
        enabled: false,
        settings,
        secrets: { bindPassword: { set: slapd.readerPassword }, clientKey: { keep: true } },
      },
    }),
  )
  const signInSettings = defaultSignInSettings()
  signInSettings.directory = {
    enabled: true,
    directoryId: directory.id,
    groups: [
      { dn: groupDn('viewers'), role: 'viewer' },
      { dn: groupDn('admins'), role: 'admin' },
    ],
  }
  await updateSignInSettings(context)(
    request('updateSignInSettings', {
      body: { settings: signInSettings, clientSecret: { keep: true } },
      version: 0,
    }),
  )
  return {
    context,
    directory,
    localPassword,
    enter: (username: string, given = password) =>
      signInVerb(context)(request('signIn', { body: { username, password: given } })),
    show: (user: { userId: number; sessionId: number; username: string }, given: string) =>
      prove(context)(
        request('prove', { body: { password: given }, caller: { ...testCaller(user.username), ...user } }),
      ),
    users: () => context.store.db.selectFrom('users').selectAll().orderBy('id').execute(),
    dump: async () =>
      JSON.stringify([
        await context.store.db.selectFrom('users').selectAll().execute(),
        await context.store.db.selectFrom('sessions').selectAll().execute(),
      ]),
  }
}

test('the first sign-in makes a user, who stays the same under another name, and whose password is kept nowhere', async () => {
  const { enter, show, users, dump } = await bindery()
  const { body } = await enter('both')
  expect(body).toMatchObject({
    username: 'both',
    displayName: 'both Tester',
    role: 'admin',
    origin: 'directory',
  })
  await expect(show(body, 'wrong')).rejects.toMatchObject({ code: 'sign_in_failed' })
  await show(body, password)
  await slapd.modify(
    `dn: ${dnOf('both')}\nchangetype: modrdn\nnewrdn: uid=both2\ndeleteoldrdn: 1\n\n` +
      `dn: ${groupDn('admins')}\nchangetype: modify\nreplace: uniqueMember\nuniqueMember: ${dnOf('ada')}\n\n`,
  )
  expect((await enter('both2')).body).toMatchObject({
    userId: body.userId,
    username: 'both2',
    role: 'viewer',
  })
  expect(await users()).toHaveLength(2)
  expect(await dump()).not.toContain(password)
})

test('what cannot come in is told why only after the directory said so', async () => {
  const { enter } = await bindery()
  const told = (username: string, given?: string) =>
    enter(username, given).then(
      () => 'in',
      (error: unknown) => (error instanceof Error ? error.message : ''),
    )
  const same = 'The username or the password is not right'
  expect(await told('outsider', 'wrong')).toBe(same)
  expect(await told('nobody')).toBe(same)
  expect(await told('twin')).toBe(same)
  expect(await told('outsider')).toBe('You are not in a group that may come in. Ask an admin')
})

test('a local user is never asked of the directory, and nobody of the directory becomes one', async () => {
  const { enter, localPassword, users } = await bindery()
  await slapd.modify(person('root'))
  await slapd.modify(
    `dn: ${groupDn('admins')}\nchangetype: modify\nadd: uniqueMember\nuniqueMember: ${dnOf('root')}\n\n`,
  )
  await expect(enter('root')).rejects.toMatchObject({ code: 'sign_in_failed' })
  await slapd.stopServer()
  try {
    expect((await enter('root', localPassword)).body).toMatchObject({ origin: 'local', role: 'admin' })
    await expect(enter('ada')).rejects.toMatchObject({ code: 'directory_unreachable' })
  } finally {
    await slapd.startServer()
  }
  expect(await users()).toHaveLength(1)
})

test('the audit log tells who came in anew and whose role is another, and why somebody did not', async () => {
  const { enter, context } = await bindery()
  const setAdmin = (uid: string) =>
    slapd.modify(
      `dn: ${groupDn('admins')}\nchangetype: modify\nreplace: uniqueMember\nuniqueMember: ${dnOf(uid)}\n\n`,
    )
  await setAdmin('ada')
  await enter('ada')
  await setAdmin('outsider')
  await enter('ada')
  await enter('twin').catch(() => undefined)
  const rows = await context.store.db.selectFrom('audit').selectAll().orderBy('id').execute()
  const told = rows.map(({ actor, action, details }) => ({ actor, action, details }))
  expect(told).toContainEqual({
    actor: 'ada',
    action: 'user.created',
    details: expect.stringContaining('"role":"admin"') as string,
  })
  expect(told).toContainEqual({
    actor: 'ada',
    action: 'user.changed',
    details: '{"after":{"role":"viewer"},"before":{"role":"admin"}}',
  })
  expect(told.at(-1)).toMatchObject({
    action: 'session.opened',
    details: expect.stringContaining('Several entries have this name') as string,
  })
})

test('when other groups give the roles, whoever came in by them comes in anew', async () => {
  const { enter, context } = await bindery()
  const { session } = await enter('ada')
  if (session === 'ended') throw new Error('No session was opened')
  const who = () => authenticate(context, { session: session.secret, address: '', agent: '' })
  const save = async (change: (settings: SignInSettings) => void, version: number) => {
    const { settings: changed } = await getSignInSettings(context)(request('getSignInSettings', {}))
    change(changed)
    const body = { settings: changed, clientSecret: { keep: true } } as const
    await updateSignInSettings(context)(request('updateSignInSettings', { body, version }))
  }
  await save(({ oidc }) => (oidc.label = 'Work'), 1)
  expect((await who()).name).toBe('ada')
  await save(({ directory }) => (directory.groups = [{ dn: groupDn('admins'), role: 'admin' }]), 2)
  expect((await who()).kind).toBe('nobody')
})

test('a group that is not there is refused at its field, unless it was saved before or nobody can look', async () => {
  const { context } = await bindery()
  const read = async () => getSignInSettings(context)(request('getSignInSettings', {}))
  const save = async (...names: string[]) => {
    const { settings: changed, version } = await read()
    changed.directory.groups = names.map((cn) => ({ dn: groupDn(cn), role: 'viewer' }))
    const body = { settings: changed, clientSecret: { keep: true } } as const
    return updateSignInSettings(context)(request('updateSignInSettings', { body, version }))
  }
  await expect(save('admins', 'typo', 'viewers', 'other')).rejects.toMatchObject({
    code: 'invalid_request',
    errors: [1, 3].map((index) => ({ path: ['settings', 'directory', 'groups', index, 'dn'] })),
  })
  expect((await read()).version).toBe(1)
  await slapd.modify(group('leaving', [dnOf('ada')]))
  await expect(save('leaving')).resolves.toMatchObject({ version: 2, groupsUnchecked: null })
  await slapd.modify(`dn: ${groupDn('leaving')}\nchangetype: delete\n`)
  await expect(save('leaving', 'admins')).resolves.toMatchObject({ version: 3, groupsUnchecked: null })
  await slapd.stopServer()
  try {
    await expect(save('leaving', 'typo')).resolves.toMatchObject({
      version: 4,
      groupsUnchecked: expect.stringContaining('Nothing listens at this address') as string,
    })
  } finally {
    await slapd.startServer()
  }
})

test('a directory that is forgotten lets nobody in, and takes the sessions of its people along', async () => {
  const { enter, context, directory } = await bindery()
  const { session } = await enter('ada')
  if (session === 'ended') throw new Error('No session was opened')
  const who = () => authenticate(context, { session: session.secret, address: '', agent: '' })
  expect((await who()).name).toBe('ada')
  await deleteDirectory(context)(
    request('deleteDirectory', { params: { id: directory.id }, version: directory.version }),
  )
  expect((await who()).kind).toBe('nobody')
  await expect(enter('ada')).rejects.toMatchObject({ code: 'directory_unreachable' })
})
