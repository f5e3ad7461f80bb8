import { describe, expect, test } from 'vitest'
import { defaultSignInSettings, signInSettingsSchema, type SignInSettings } from './sign-in-settings.ts'

/** The paths of what is wrong with the settings. */
function problemsOf(tweak: (settings: SignInSettings) => void): string[] {
  const settings = defaultSignInSettings()
  tweak(settings)
  const { error } = signInSettingsSchema.safeParse(settings)
  return (error?.issues ?? []).map(({ path }) => path.join('.'))
}

const provider = {
  enabled: true,
  issuer: 'https://login.example.org/realms/staff',
  clientId: 'bindery',
  claim: 'groups',
  values: [{ value: 'admins', role: 'admin' as const }],
}

test('nothing is on at first, and that is valid', () => {
  expect(problemsOf(() => undefined)).toEqual([])
  expect(defaultSignInSettings()).toMatchObject({ directory: { enabled: false }, oidc: { enabled: false } })
})

describe('what is switched on', () => {
  test('names a directory, and a group that may come in', () => {
    expect(problemsOf(({ directory }) => (directory.enabled = true))).toEqual([
      'directory.directoryId',
      'directory.groups',
    ])
  })
  test('names a provider, a client, and who may come in', () => {
    expect(problemsOf(({ oidc }) => (oidc.enabled = true))).toEqual([
      'oidc.issuer',
      'oidc.clientId',
      'oidc.values',
    ])
    expect(problemsOf(({ oidc }) => Object.assign(oidc, provider))).toEqual([])
    const everybody = { ...provider, claim: '', values: [], otherwise: 'viewer' }
    expect(problemsOf(({ oidc }) => Object.assign(oidc, everybody))).toEqual([])
    expect(problemsOf(({ oidc }) => Object.assign(oidc, { ...provider, claim: '' }))).toContain('oidc.claim')
  })
})

test.each([
  ['https://login.example.org', true],
  ['http://127.0.0.1:8080/realms/x', true],
  ['http://localhost', true],
  ['http://login.example.org', false],
  ['http://127.0.0.1.example.org', false],
  ['ldaps://login.example.org', false],
  ['login.example.org', false],
  ['https://login.example.org/?tenant=1', false],
  ['https://somebody@login.example.org', false],
  ['https://login.example.org/.well-known/openid-configuration', false],
])('%s as a provider’s address: %s', (issuer, good) => {
  expect(problemsOf(({ oidc }) => (oidc.issuer = issuer))).toEqual(good ? [] : ['oidc.issuer'])
})
