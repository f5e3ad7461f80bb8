import { childDn } from '@bindery/contract/ldap-text'
import { startSamba, type Samba } from '@bindery/testbed'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDirectory } from './open-directory.ts'
import { created } from './suite/directory-fixture.ts'
import { delta, failedChecks, optionsFor, readAll, valuesAt as readValues } from './test-support.ts'
import type { ConnectOptions, DirectorySession } from './types.ts'

// Samba runs as root only.
describe.runIf(process.getuid?.() === 0)('a domain controller of Active Directory', () => {
  let samba: Samba
  let session: DirectorySession
  let count = 0
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

  const people = () => [{ dn: samba.usersBase, scope: 'subtree' as const }]
  const person = (attributes: Record<string, string[]> = {}) => {
    const name = `w${(count += 1)}`
    return created(session, childDn('CN', name, samba.usersBase), {
      objectClass: ['user'],
      sAMAccountName: [name],
      ...attributes,
    })
  }
  const group = (member: string[] = []) => {
    const name = `g${(count += 1)}`
    const objectClass = ['group']
    return created(session, childDn('CN', name, samba.groupsBase), {
      objectClass,
      sAMAccountName: [name],
      member,
    })
  }
  const valuesAt = (dn: string, attribute: string) => readValues(samba, dn, attribute)
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
    const dee = await person()
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

  test('is read in pages, with the objectGUID as stable id, by which it is found wherever it went', async () => {
    for (let at = 0; at < 7; at++) await person({ title: ['Reader'] })
    const own = await connect({ pageSize: 3 })
    const { entries, proof, pageSizes } = await readAll(own, {
      bases: people(),
      filter: '(title=Reader)',
      attributes: ['sAMAccountName'],
    })
    await own.close()
    expect(pageSizes).toEqual([3, 3, 1])
    expect(failedChecks(proof)).toEqual([])
    const [first] = entries
    expect(first?.stableId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    const target = { dn: first?.dn ?? '', stableId: first?.stableId ?? '' }
    const moved = childDn('CN', 'Doe, Zoë "日本"', samba.groupsBase)
    expect(await session.rename(target, moved)).toMatchObject({ state: 'done', atomic: false })
    const found = await session.lookUp([target.stableId, '00000000-0000-0000-0000-000000000000'], ['cn'])
    expect([...found.keys()]).toEqual([target.stableId])
    expect(found.get(target.stableId)?.attributes.get('cn')).toEqual(['Doe, Zoë "日本"'])
  })

  test('hands out a SID and a GUID as Windows writes them', async () => {
    const target = await person()
    const entry = await session.readOne(target, ['objectSid', 'objectGUID'])
    const [sid = ''] = entry?.attributes.get('objectsid') ?? []
    expect(sid).toMatch(/^S-1-5-21(-\d+){4}$/)
    expect(entry?.attributes.get('objectguid')).toEqual([target.stableId])
    const found = await readAll(session, {
      bases: people(),
      filter: `(objectSid=${sid})`,
      attributes: [],
    })
    expect(found.entries.map(({ stableId }) => stableId)).toEqual([target.stableId])
  })

  test('S33 takes the exact old values away and adds the new ones, in one modify', async () => {
    const target = await person({ title: ['Engineer'], otherMobile: ['+1', '+2'] })
    const outcome = await session.update(target, [
      delta('title', ['Engineer'], ['Lead']),
      delta('otherMobile', ['+1'], []),
    ])
    expect(outcome).toMatchObject({ state: 'done', atomic: true })
    expect(await valuesAt(target.dn, 'title')).toEqual(['Lead'])
    expect(await valuesAt(target.dn, 'otherMobile')).toEqual(['+2'])
    await modify(target.dn, 'replace: title', 'title: Captain')
    expect(await session.update(target, [delta('title', ['Lead'], ['Boss'])])).toMatchObject({
      state: 'drifted',
    })
    expect(await valuesAt(target.dn, 'title')).toEqual(['Captain'])
  })

  test('S33 where there was no value is read again just before, since assertions are not served', async () => {
    const lead = [delta('title', [], ['Lead'])]
    expect(await session.update(await person(), lead)).toMatchObject({ state: 'done', atomic: false })
    const other = await person()
    await modify(other.dn, 'add: title', 'title: Captain')
    expect(await session.update(other, lead)).toMatchObject({ state: 'drifted' })
  })

  test('S33 another person re-created at the same DN is not written to, renamed or deleted', async () => {
    const target = await person({ title: ['Engineer'] })
    await samba.modify(`dn: ${target.dn}\nchangetype: delete\n\n`)
    await samba.modify(`dn: ${target.dn}\nobjectClass: user\ntitle: Engineer\n\n`)
    const gone = { state: 'drifted', problem: { code: 'not_there' } }
    expect(await session.update(target, [delta('title', ['Engineer'], ['Lead'])])).toMatchObject(gone)
    expect(await session.rename(target, childDn('CN', 'taken', samba.usersBase))).toMatchObject(gone)
    expect(await session.delete(target, new Map([['title', ['Engineer']]]))).toMatchObject({ state: 'done' })
    expect(await valuesAt(target.dn, 'title')).toEqual(['Engineer'])
  })

  test('S26 S27 members come and go one value at a time, the last one too, and memberOf follows', async () => {
    const [one, other] = [await person(), await person()]
    const target = await group([one.dn])
    const change = (add: string[], remove: string[]) =>
      session.changeMembers(target, { attribute: 'member', add, remove, placeholder: null })
    // What is so already has codes of its own here: 68 and 53 rather than 20 and 16.
    expect(await change([one.dn, other.dn], [])).toMatchObject({ state: 'done', refusedValues: [] })
    expect(await valuesAt(other.dn, 'memberOf')).toEqual([target.dn])
    expect(await change([], [one.dn, other.dn])).toMatchObject({ state: 'done', refusedValues: [] })
    expect(await change([], [one.dn])).toMatchObject({ state: 'done', refusedValues: [] })
    expect(await valuesAt(target.dn, 'member')).toEqual([])
  })

  test('S31 refuses in words what its schema does not allow', async () => {
    const target = await person()
    const refused = async (attribute: string, values: string[]) => {
      const outcome = await session.update(target, [delta(attribute, [], values)])
      return outcome.state === 'refused' ? outcome.problem.code : outcome.state
    }
    expect(await refused('shoeSize', ['44'])).toBe('undefined_attribute')
    expect(await refused('manager', ['not a dn'])).toBe('invalid_value')
    expect(await refused('mail', ['a@x.org', 'b@x.org'])).toBe('constraint_violation')
    expect(await refused('memberUid', ['x'])).toBe('schema_violation')
  })
})
