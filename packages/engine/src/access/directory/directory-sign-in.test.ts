import { defaultSettings } from '@bindery/contract'
import { startFakeServer, type FakeServerScript } from '@bindery/testbed'
import { expect, onTestFinished, test } from 'vitest'
import { directorySignIn } from './directory-sign-in.ts'

const service = 'cn=service,dc=example,dc=org'
const users = 'ou=users,dc=example,dc=org'
const group = 'cn=viewers,ou=groups,dc=example,dc=org'
const ada = { dn: `uid=ada,${users}`, attributes: { uid: ['ada'], entryUUID: ['id-of-ada'] } }

/** A directory where there is `ada`, whose binds are answered so. */
async function directory(answer: ReturnType<NonNullable<FakeServerScript['bind']>>) {
  const server = await startFakeServer({
    bind: (dn) => (dn === service ? 0 : answer),
    search: ({ base, filter }) => ({
      entries:
        base === users && filter.includes('ada')
          ? [ada]
          : base === group
            ? [{ dn: group, attributes: { entryUUID: ['id-of-group'] } }]
            : [],
    }),
  })
  onTestFinished(() => server.stop())
  const settings = defaultSettings()
  settings.people.bases = [{ dn: users, scope: 'subtree' }]
  Object.assign(settings.connection, {
    urls: [server.url],
    startTls: false,
    bindDn: service,
    stableIdAttribute: 'entryUUID',
  })
  const target = { settings, bindPassword: 'any', clientKey: '' }
  const rules = { target, groups: [{ dn: group, role: 'viewer' as const }], allowNetworks: ['127.0.0.1'] }
  const binds = () => server.requests.flatMap((request) => (request.kind === 'bind' ? [request.dn] : []))
  return {
    binds,
    requests: server.requests,
    signIn: (username: string, password = 'right') =>
      directorySignIn(rules, username, password, new AbortController().signal),
  }
}

test('nothing is sent for an empty password, or one of blanks', async () => {
  const { signIn, requests } = await directory(0)
  for (const password of ['', ' ', '\t\n\u00a0'])
    expect(await signIn('ada', password)).toMatchObject({ state: 'failed' })
  expect(requests).toEqual([])
})

test('a name that nobody has takes a bind as well, as an entry that is not there', async () => {
  const { signIn, binds } = await directory(49)
  expect(await signIn('ada', 'wrong')).toMatchObject({ state: 'failed' })
  expect(await signIn('nobody')).toMatchObject({ state: 'failed' })
  expect(binds()).toEqual([
    service,
    ada.dn,
    service,
    expect.stringMatching(/^cn=[0-9a-f-]{36},ou=users,dc=example,dc=org$/) as string,
  ])
})

const domain = (code: string) =>
  `80090308: LdapErr: DSID-0C090449, comment: AcceptSecurityContext error, data ${code}, v4563`

test.each([
  [0, '', 'signed_in'],
  [49, domain('525'), 'failed'],
  [49, domain('52e'), 'failed'],
  [49, domain('530'), 'not_now'],
  [49, domain('531'), 'not_from_here'],
  [49, domain('532'), 'expired'],
  [49, domain('533'), 'disabled'],
  [49, domain('701'), 'account_expired'],
  [49, domain('773'), 'must_change'],
  [49, domain('775'), 'locked'],
  [49, 'Invalid credentials', 'failed'],
  [48, 'Inappropriate authentication', 'failed'],
  [19, 'Exceed password retry limit. Please try later.', 'locked'],
  [53, 'Account inactivated. Contact system administrator.', 'disabled'],
])('a bind that ends with %i “%s” is: %s', async (code, words, expected) => {
  const { signIn } = await directory({ code, words })
  const outcome = await signIn('ada')
  expect(outcome.state === 'refused' ? outcome.why : outcome.state).toBe(expected)
})

test.each([
  [8, 'strongerAuthRequired'],
  [13, 'confidentialityRequired'],
  [51, 'busy'],
  [1, 'operationsError'],
])('a bind that ends with %i says nothing of the password', async (code, words) => {
  const { signIn } = await directory({ code, words })
  await expect(signIn('ada')).rejects.toMatchObject({ name: 'DirectoryError' })
})
