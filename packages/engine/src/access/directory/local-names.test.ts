import { defaultSettings, defaultSignInSettings } from '@bindery/contract'
import { startDelayProxy, startFakeServer } from '@bindery/testbed'
import { expect, onTestFinished, test } from 'vitest'
import { createDirectory } from '../../directories/create-directory.ts'
import { request } from '../../test-context.ts'
import { updateSignInSettings } from '../settings/update-sign-in-settings.ts'
import { access, password, refusal } from '../test-access.ts'

const service = 'cn=service,dc=example,dc=org'
const users = 'ou=users,dc=example,dc=org'
const group = 'cn=viewers,ou=groups,dc=example,dc=org'

/** A Bindery with the local user Root, where people of a directory far away may sign in, of whom there are none. */
async function beside(reach: { isSilent: boolean } = { isSilent: false }) {
  const server = await startFakeServer({
    bind: (dn) => (dn === service ? 0 : 49),
    search: ({ base }) => ({
      entries: base === group ? [{ dn: group, attributes: { entryUUID: ['id-of-group'] } }] : [],
      ...(reach.isSilent && { ending: 'hang' }),
    }),
  })
  const far = await startDelayProxy(server.url, 100)
  onTestFinished(async () => {
    await far.stop()
    await server.stop()
  })
  const { context, token, make, enter } = await access()
  await make({ token, username: 'Root', password })
  const settings = defaultSettings()
  settings.people.bases = [{ dn: users, scope: 'subtree' }]
  Object.assign(settings.connection, {
    urls: [far.url],
    startTls: false,
    bindDn: service,
    stableIdAttribute: 'entryUUID',
  })
  const secrets = { bindPassword: { set: 'of the service' }, clientKey: { keep: true } } as const
  const body = { name: 'Example', enabled: false, settings, secrets }
  const { id: directoryId } = await createDirectory(context)(request('createDirectory', { body }))
  const signIn = defaultSignInSettings()
  signIn.directory = { enabled: true, directoryId, groups: [{ dn: group, role: 'viewer' }] }
  await updateSignInSettings(context)(
    request('updateSignInSettings', {
      body: { settings: signIn, clientSecret: { keep: true } },
      version: 0,
    }),
  )
  server.requests.length = 0
  const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
  return {
    enter,
    stop: () => far.stop(),
    /** What the directory was asked since the last time, whoever it was about. */
    asked(username: string) {
      const told = server.requests.splice(0).flatMap((asked) => {
        if (asked.kind === 'bind') return `bind ${asked.dn}`
        return asked.kind === 'search' ? `search ${asked.base} ${asked.filter}` : []
      })
      return told.map((text) => text.replaceAll(uuid, 'SOMEBODY').replaceAll(username, 'SOMEBODY'))
    },
    sent: () => JSON.stringify(server.requests),
  }
}

test('a wrong password of a local user is told no sooner than the directory could have told that nobody has the name', async () => {
  const { enter, asked, sent } = await beside()
  await expect(enter({ username: 'nobody', password: 'not it' })).rejects.toEqual(refusal('sign_in_failed'))
  const ofNobody = asked('nobody')
  expect(ofNobody).toContain(`bind cn=SOMEBODY,${users}`)
  await expect(enter({ username: 'Root', password: 'not it' })).rejects.toEqual(refusal('sign_in_failed'))
  expect(sent()).not.toMatch(/root|not it/i)
  expect(asked('Root')).toEqual(ofNobody)
})

test('of a password of blanks no directory is told, whoever’s it is', async () => {
  const { enter, asked } = await beside()
  for (const username of ['nobody', 'Root']) {
    await expect(enter({ username, password: ' ' })).rejects.toEqual(refusal('sign_in_failed'))
    expect(asked(username)).toEqual([])
  }
})

test('a local user comes in without waiting for the directory', async () => {
  const reach = { isSilent: false }
  const { enter } = await beside(reach)
  reach.isSilent = true
  expect((await enter({ username: 'Root', password })).body).toMatchObject({ origin: 'local' })
})

test('a local user whose directory is away is told that the password is wrong, and waits after five', async () => {
  const { enter, stop } = await beside()
  await stop()
  for (let failures = 0; failures < 5; failures += 1)
    await expect(enter({ username: 'Root', password: 'x' })).rejects.toEqual(refusal('sign_in_failed'))
  await expect(enter({ username: 'Root', password })).rejects.toEqual(refusal('locked'))
})
