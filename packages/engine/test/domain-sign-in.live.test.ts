import { defaultSettings, type Settings } from '@bindery/contract'
import { startSamba, type Samba } from '@bindery/testbed'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { directorySignIn } from '../src/access/directory/directory-sign-in.ts'
import { adGroupDn, adGroupLdif, forDomain, userDn, userLdif } from './domain.ts'

const password = 'Right-horse-battery-1'
const quoted = Buffer.from(`"${password}"`, 'utf16le').toString('base64')

// Samba runs as root only.
describe.runIf(process.getuid?.() === 0)('signing in with a domain', () => {
  let samba: Samba
  let settings: Settings
  const names = ['ada', 'nested', 'outsider', 'off', 'late', 'fresh', 'blocked']
  beforeAll(async () => {
    samba = await startSamba()
    settings = defaultSettings()
    forDomain(samba)(settings)
    settings.connection = {
      ...settings.connection,
      urls: [samba.ldapsUrl],
      startTls: false,
      bindDn: samba.serviceDn,
    }
    const user = (name: string, more: Record<string, string[]> = {}) =>
      `${userLdif(name, { userAccountControl: ['514'], ...more })}\n`
    await samba.modify(
      [
        ...names.map((name) => user(name)),
        adGroupLdif('inner', ['nested']),
        adGroupLdif('outer', ['ada', adGroupDn('inner'), 'off', 'late', 'fresh', 'blocked']),
        adGroupLdif('chiefs', ['ada']),
      ].join('\n'),
    )
    for (const name of names)
      await change(name, 'replace: unicodePwd', `unicodePwd:: ${quoted}`, '-', ...enabled(name))
  })
  afterAll(() => samba?.stop())

  const enabled = (name: string) =>
    name === 'off' ? [] : ['replace: userAccountControl', 'userAccountControl: 512', '-']
  const change = (name: string, ...lines: string[]) =>
    samba.modify(`dn: ${userDn(name)}\nchangetype: modify\n${lines.join('\n')}\n\n`)
  const signIn = (username: string, given = password, groups = [['outer', 'operator'] as const]) =>
    directorySignIn(
      {
        target: { settings, bindPassword: samba.servicePassword, clientKey: '' },
        groups: groups.map(([name, role]) => ({
          dn: name.includes('=') ? name : adGroupDn(name),
          role,
        })),
        allowNetworks: ['127.0.0.0/8'],
      },
      username,
      given,
      new AbortController().signal,
    )

  test('a member of a group comes in, and of a group in it, and of the primary group', async () => {
    expect(await signIn('ada')).toMatchObject({
      state: 'signed_in',
      identity: { username: 'ada', dn: userDn('ada'), role: 'operator', displayName: 'ada Tester' },
    })
    expect(await signIn('nested')).toMatchObject({ state: 'signed_in', identity: { role: 'operator' } })
    const domainUsers = [[`CN=Domain Users,CN=Users,${samba.suffix}`, 'viewer'] as const]
    expect(await signIn('outsider', password, domainUsers as never)).toMatchObject({
      state: 'signed_in',
      identity: { role: 'viewer' },
    })
  })

  test('whoever is in none of the groups is refused', async () => {
    expect(await signIn('outsider')).toMatchObject({ state: 'refused', why: 'no_group' })
  })

  test('wrong, unknown and empty fail', async () => {
    expect(await signIn('ada', 'Wrong-horse-battery-1')).toMatchObject({ state: 'failed' })
    expect(await signIn('nobody')).toMatchObject({ state: 'failed' })
    for (const empty of ['', '  ']) expect(await signIn('ada', empty)).toMatchObject({ state: 'failed' })
  })

  test('what the domain says of an account is said: disabled, expired, to be changed, locked', async () => {
    expect(await signIn('off')).toMatchObject({ state: 'refused', why: 'disabled' })
    await change('late', 'replace: accountExpires', 'accountExpires: 130000000000000000')
    expect(await signIn('late')).toMatchObject({ state: 'refused', why: 'account_expired' })
    await change('fresh', 'replace: pwdLastSet', 'pwdLastSet: 0')
    expect(await signIn('fresh')).toMatchObject({ state: 'refused', why: 'must_change' })
    await samba.modify(
      `dn: ${samba.suffix}\nchangetype: modify\nreplace: lockoutThreshold\nlockoutThreshold: 2\n\n`,
    )
    for (const attempt of ['Wrong-1', 'Wrong-2'])
      expect(await signIn('blocked', attempt)).toMatchObject({ state: 'failed' })
    expect(await signIn('blocked')).toMatchObject({ state: 'refused', why: 'locked' })
  })
})
