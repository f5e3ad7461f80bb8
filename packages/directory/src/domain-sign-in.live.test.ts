import { childDn } from '@bindery/contract/ldap-text'
import { startSamba, type Samba } from '@bindery/testbed'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDirectory } from './open-directory.ts'
import { created } from './suite/directory-fixture.ts'
import { optionsFor } from './test-support.ts'
import type { ConnectOptions, DirectorySession } from './types.ts'

// Samba runs as root only.
describe.runIf(process.getuid?.() === 0)('signing in to a domain', () => {
  let samba: Samba
  let session: DirectorySession
  const connect = (connection: Partial<ConnectOptions['connection']> = {}) =>
    openDirectory(optionsFor({ ...samba, ldapUrl: samba.ldapsUrl }, { caBundle: samba.caPem, ...connection }))
  beforeAll(async () => {
    samba = await startSamba()
    session = await connect()
  })
  afterAll(async () => {
    await session?.close()
    await samba?.stop()
  })

  const modify = (dn: string, ...lines: string[]) =>
    samba.modify(`dn: ${dn}\nchangetype: modify\n${lines.join('\n')}\n\n`)

  test('is bound to by DN, by user principal name and by DOMAIN\\user', async () => {
    for (const bindDn of [
      samba.adminDn,
      `administrator@${samba.domain}`,
      `${samba.netbios}\\administrator`,
    ]) {
      const own = await connect({ bindDn })
      expect(own.server).toMatchObject({
        kind: 'samba',
        activeDirectory: true,
        defaultNamingContext: samba.suffix,
        stableIdAttribute: 'objectGUID',
        boundAs: samba.adminDn,
      })
      await own.close()
    }
    await expect(connect({ bindDn: `nobody@${samba.domain}` })).rejects.toMatchObject({
      problem: { code: 'bind_invalid_credentials' },
    })
  })

  test('says in words why an account may not sign in', async () => {
    const password = 'Secret-of-dee-1'
    const quoted = Buffer.from(`"${password}"`, 'utf16le').toString('base64')
    const dee = await created(session, childDn('CN', 'dee', samba.usersBase), { objectClass: ['user'] })
    await modify(dee.dn, 'replace: unicodePwd', `unicodePwd:: ${quoted}`)
    const bindAs = () =>
      openDirectory({
        ...optionsFor(samba, { urls: [samba.ldapsUrl], caBundle: samba.caPem, bindDn: dee.dn }),
        bindPassword: password,
      })
    await expect(bindAs()).rejects.toMatchObject({ problem: { message: 'The bind account is disabled' } })
    await modify(dee.dn, 'replace: userAccountControl', 'userAccountControl: 512')
    await (await bindAs()).close()
    await modify(dee.dn, 'replace: accountExpires', 'accountExpires: 130000000000000000')
    await expect(bindAs()).rejects.toMatchObject({ problem: { message: 'The bind account has expired' } })
    await modify(
      dee.dn,
      'replace: accountExpires',
      'accountExpires: 0',
      '-',
      'replace: pwdLastSet',
      'pwdLastSet: 0',
    )
    await expect(bindAs()).rejects.toMatchObject({
      problem: { message: 'The bind account must change its password first' },
    })
  })
})
