import { childDn } from '@bindery/contract/ldap-text'
import { startSamba, type Samba } from '@bindery/testbed'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDirectory } from './open-directory.ts'
import { failedChecks, optionsFor } from './test-support.ts'
import type { Changes, DirectorySession, Entry, ReadItem, ReadRequest } from './types.ts'

// Samba runs as root only.
describe.runIf(process.getuid?.() === 0)('what changed since a token', () => {
  const plain = { name: 'plain@example.test', password: 'Plain-secret-1' }
  let samba: Samba
  let session: DirectorySession
  const connect = (bindDn: string, password: string) =>
    openDirectory({
      ...optionsFor({ ...samba, ldapUrl: samba.ldapsUrl }, { caBundle: samba.caPem, bindDn }),
      bindPassword: password,
    })
  const user = (name: string, base = samba.usersBase) =>
    `dn: ${childDn('CN', name, base)}\nobjectClass: user\nsAMAccountName: ${name}\ntitle: One\n\n`
  const modify = (dn: string, ...lines: string[]) =>
    samba.modify(`dn: ${dn}\nchangetype: modify\n${lines.join('\n')}\n\n`)

  beforeAll(async () => {
    samba = await startSamba()
    const password = Buffer.from(`"${plain.password}"`, 'utf16le').toString('base64')
    await samba.modify(
      `dn: CN=plain,OU=services,${samba.suffix}\nobjectClass: user\nsAMAccountName: plain\nunicodePwd:: ${password}\nuserAccountControl: 66048\n\n`,
    )
    session = await connect(samba.serviceName, samba.servicePassword)
  })
  afterAll(async () => {
    await session?.close()
    await samba?.stop()
  })

  const request = (): ReadRequest => ({
    bases: [{ dn: samba.usersBase, scope: 'subtree' }],
    filter: '(&(objectClass=user)(title=*))',
    attributes: ['title'],
  })
  const ask = async (
    since: string,
    { own = session, ...more }: Partial<ReadRequest> & { own?: DirectorySession } = {},
  ) =>
    own.changes({
      since,
      now: await own.changeToken(),
      reads: [{ ...request(), ...more }],
      links: ['member'],
      atMost: 1000,
    })
  const since = async (token: string): Promise<Changes> => {
    const changes = await ask(token)
    if ('why' in changes) throw new Error(changes.why)
    return changes
  }
  const entriesOf = async (items: AsyncIterable<ReadItem>): Promise<Entry[]> => {
    const entries: Entry[] = []
    for await (const item of items)
      if ('entries' in item) entries.push(...item.entries)
      else expect(failedChecks(item.proof)).toEqual([])
    return entries
  }
  const names = (entries: readonly { dn: string | null }[]) =>
    entries.map(({ dn }) => (dn ?? '').replace(/^CN=([^,\\]+).*/, '$1')).toSorted()
  const idOf = async (dn: string) => (await session.idsAt([dn])).get(dn) ?? ''

  test('what entered the scope, what changed in it, and whatever was touched, moved or deleted anywhere', async () => {
    const away = `OU=services,${samba.suffix}`
    await samba.modify(
      ['ann', 'bob', 'cy', 'dee', 'eve'].map((name) => user(name)).join('') + user('fay', away),
    )
    const dn = (name: string, base = samba.usersBase) => childDn('CN', name, base)
    const gone = [await idOf(dn('cy')), await idOf(dn('dee')), await idOf(dn('eve'))]
    const token = await session.changeToken()
    expect(token).toMatch(/^\d{14}\.0Z#\d+#[0-9a-f-]{36}$/)
    await modify(dn('bob'), 'replace: title', 'title: Two')
    await samba.modify(`dn: ${dn('cy')}\nchangetype: delete\n\n`)
    await modify(dn('dee'), 'delete: title')
    await samba.modify(
      `dn: ${dn('eve')}\nchangetype: modrdn\nnewrdn: CN=eva\ndeleteoldrdn: 1\nnewsuperior: ${away}\n\n`,
    )
    await samba.modify(
      `dn: ${dn('fay', away)}\nchangetype: modrdn\nnewrdn: CN=fay\ndeleteoldrdn: 1\nnewsuperior: ${samba.usersBase}\n\n`,
    )
    await samba.modify(user('gil'))
    expect(await session.changeToken()).not.toBe(token)
    const changes = await since(token)
    const touched = (await Array.fromAsync(changes.touched())).flat()
    expect(touched.map((one) => one.stableId)).toEqual(expect.arrayContaining(gone))
    expect(touched.find((one) => one.stableId === gone[2])?.dn).toBe(dn('eva', away))
    expect(names(touched)).toEqual(expect.arrayContaining(['bob', 'dee', 'eva', 'fay', 'gil']))
    expect(names(touched)).not.toContain('ann')
    // Of these ids only who is in scope now.
    const ids = [...touched.map((one) => one.stableId), await idOf(dn('ann'))]
    const found = await entriesOf(changes.these(request(), ids))
    expect(names(found)).toEqual(['ann', 'bob', 'fay', 'gil'])
    expect(found.find((entry) => names([entry])[0] === 'bob')?.attributes.get('title')).toEqual(['Two'])
    expect(await entriesOf(changes.these(request(), ['00000000-0000-0000-0000-000000000000']))).toEqual([])
  })

  test('members that come and go mark their group, as one that becomes the primary one does; renaming a member or a unit marks nobody else', async () => {
    const unit = `OU=unit,${samba.usersBase}`
    await samba.modify(`dn: ${unit}\nobjectClass: organizationalUnit\n\n`)
    await samba.modify(user('hal', unit) + user('ida'))
    const [hal, ida] = [childDn('CN', 'hal', unit), childDn('CN', 'ida', samba.usersBase)]
    const group = `CN=crew,${samba.groupsBase}`
    await samba.modify(`dn: ${group}\nobjectClass: group\nsAMAccountName: crew\nmember: ${hal}\n\n`)
    let last = 0
    const touchedBy = async (...ldif: string[]) => {
      // The last change before the token counts again: it is one of somebody else.
      await modify(samba.serviceDn, 'replace: title', `title: Last ${(last += 1)}`)
      const token = await session.changeToken()
      await samba.modify(ldif.join(''))
      const touched = (await Array.fromAsync((await since(token)).touched())).flat()
      return touched.map(({ dn }) => dn).filter((dn) => dn !== samba.serviceDn)
    }
    const change = (dn: string, ...lines: string[]) =>
      `dn: ${dn}\nchangetype: modify\n${lines.join('\n')}\n\n`
    expect(await touchedBy(change(group, 'add: member', `member: ${ida}`))).toEqual([group])
    expect(await touchedBy(change(group, 'delete: member', `member: ${ida}`))).toEqual([group])
    await samba.modify(change(group, 'add: member', `member: ${ida}`))
    const [found] = await samba.search(['-b', group, '-s', 'base', 'primaryGroupToken'])
    const token = found?.attributes['primaryGroupToken']?.[0]
    const usual = `CN=Domain Users,CN=Users,${samba.suffix}`
    const primary = await touchedBy(change(ida, 'replace: primaryGroupID', `primaryGroupID: ${token}`))
    expect(primary.toSorted()).toEqual([usual, ida, group].toSorted())
    const renamed = `OU=other,${samba.usersBase}`
    const rename = `dn: ${unit}\nchangetype: modrdn\nnewrdn: OU=other\ndeleteoldrdn: 1\n\n`
    expect(await touchedBy(rename)).toEqual([renamed])
    expect(await session.idsAt([childDn('CN', 'hal', renamed), hal])).toHaveProperty('size', 1)
  })

  test('another database, one that went back, or a token of another kind of server tells nothing', async () => {
    const token = await session.changeToken()
    const [time, usn, id] = token.split('#')
    const why = async (old: string) => expect(await ask(old)).toHaveProperty('why', expect.any(String))
    await why(`${time}#${usn}#00000000-0000-0000-0000-000000000000`)
    await why(`${time}#${Number(usn) + 1}#${id}`)
    await why('20260101000000.000000Z#000000#001#000000')
    await why('')
    expect(await ask(`${time}#${Number(usn)}#${id}`)).not.toHaveProperty('why')
  })

  test('a filter or a mapping that goes by what leaves no mark is not left to changes', async () => {
    const token = await session.changeToken()
    const why = async (more: Partial<ReadRequest>) => {
      const answer = await ask(token, more)
      return 'why' in answer ? answer.why.split(' ')[0] : ''
    }
    expect(await why({ filter: '(&(objectClass=user)(memberOf=CN=x,DC=y))' })).toBe('memberof')
    expect(await why({ attributes: ['manager'] })).toBe('manager')
    expect(await why({ attributes: ['lastLogon'] })).toBe('lastlogon')
    expect(await why({ attributes: ['canonicalName'] })).toBe('canonicalname')
    expect(
      await why({ filter: '(&(objectCategory=person)(userAccountControl:1.2.840.113556.1.4.803:=2))' }),
    ).toBe('')
  })

  test('an account that may not see what was deleted is told so', async () => {
    const own = await connect(plain.name, plain.password)
    const answer = await ask(await own.changeToken(), { own })
    await own.close()
    expect(answer).toEqual({
      why: `The bind account may not see what was deleted: CN=Deleted Objects,${samba.suffix}.`,
    })
  })
})
